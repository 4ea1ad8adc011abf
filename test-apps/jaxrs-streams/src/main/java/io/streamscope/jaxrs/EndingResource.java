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
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Streams that end some other way. */
@Path("sse")
public final class EndingResource {

  private final Senders senders;
  private final Observations observations;
  private final Queue<SseEventSink> open = new ConcurrentLinkedQueue<>();

  EndingResource(Senders senders, Observations observations) {
    this.senders = senders;
    this.observations = observations;
  }

  /** Two events, then the application fails; all that it can do is to close the sink. */
  @GET
  @Path("error")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void error(@Context SseEventSink sink, @Context Sse sse) {
    EventOutput output = new EventOutput(sink, sse);
    senders.later(
        () -> {
          try {
            output.send("event 0");
            output.send("event 1");
            throw new IllegalStateException("no more answers");
          } catch (IllegalStateException failure) {
            observations.saw("answer", failure);
          } finally {
            output.close();
          }
        });
  }

  /** Events until the reader has gone. */
  @GET
  @Path("endless")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void endless(
      @Context SseEventSink sink,
      @Context Sse sse,
      @QueryParam("gapMs") @DefaultValue("10") long gapMs) {
    EventOutput output = new EventOutput(sink, sse);
    senders.later(
        () -> {
          try {
            for (long i = 0; !output.isClosed(); i++) {
              output.send("event " + i);
              Pace.pause(gapMs);
            }
            observations.saw("closed");
          } catch (CompletionException failure) {
            observations.saw("send", failure.getCause());
          } catch (IllegalStateException closedMeanwhile) {
            observations.saw("send", closedMeanwhile);
          } finally {
            output.close();
          }
        });
  }

  /** One event, and nobody ever closes the sink. */
  @GET
  @Path("never")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void never(@Context SseEventSink sink, @Context Sse sse) {
    open.add(sink);
    senders.later(() -> new EventOutput(sink, sse).send("event 0"));
  }
}
