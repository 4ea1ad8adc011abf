/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionException;

/** Streams that end as they should. */
@Path("sse")
public final class EventResource {

  private final Senders senders;
  private final Observations observations;

  EventResource(Senders senders, Observations observations) {
    this.senders = senders;
    this.observations = observations;
  }

  /** Some events from a thread of a pool. */
  @GET
  @Path("sink")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void sink(
      @Context SseEventSink sink,
      @Context Sse sse,
      @QueryParam("n") @DefaultValue("1") long n,
      @QueryParam("gapMs") @DefaultValue("0") long gapMs,
      @QueryParam("firstMs") @DefaultValue("0") long firstMs) {
    EventOutput output = new EventOutput(sink, sse);
    senders.later(
        () -> {
          Pace.pause(firstMs);
          for (long i = 0; i < n; i++) {
            output.send("event " + i);
            Pace.pause(gapMs);
          }
          output.close();
        });
  }

  /** Everything that an event can have. */
  @GET
  @Path("rich")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void rich(@Context SseEventSink sink, @Context Sse sse) {
    EventOutput output = new EventOutput(sink, sse);
    senders.later(
        () -> {
          try {
            sendRich(output);
          } catch (CompletionException failure) {
            observations.saw("send", failure.getCause());
          }
          output.close();
        });
  }

  private static void sendRich(EventOutput output) {
    Sse sse = output.sse();
    output.send(sse.newEventBuilder().comment("ping").build());
    output.send(sse.newEventBuilder().id("7").name("note").data("line 1\nline 2").build());
    output.send(sse.newEventBuilder().reconnectDelay(1000).data("grüße 日本語").build());
    output.send(sse.newEventBuilder().comment("ping").build());
    output.send(sse.newEventBuilder().comment("beside data").data("last").build());
  }
}
