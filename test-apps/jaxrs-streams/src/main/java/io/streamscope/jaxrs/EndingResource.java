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
import jakarta.ws.rs.container.AsyncResponse;
import jakarta.ws.rs.container.Suspended;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Streams that end some other way. */
@Path("sse")
public final class EndingResource {

  /** Jersey itself fails if a sink is closed before it has begun the response. */
  private static final long AFTER_THE_METHOD_MS = 50;

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
          Pace.pause(AFTER_THE_METHOD_MS);
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

  /** Two events, then the resource method itself fails. */
  @GET
  @Path("thrown")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void thrown(@Context SseEventSink sink, @Context Sse sse) {
    EventOutput output = new EventOutput(sink, sse);
    output.send("event 0");
    output.send("event 1");
    IllegalStateException failure = new IllegalStateException("no more answers");
    observations.saw("method", failure);
    throw failure;
  }

  /** One event, and nobody ever closes the sink, but the request has a deadline. */
  @GET
  @Path("deadline")
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void deadline(
      @Suspended AsyncResponse response,
      @Context SseEventSink sink,
      @Context Sse sse,
      @QueryParam("ms") @DefaultValue("500") long ms) {
    response.setTimeout(ms, TimeUnit.MILLISECONDS);
    open.add(sink);
    senders.later(() -> new EventOutput(sink, sse).send("event 0"));
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
            observations.saw("sink closed");
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
