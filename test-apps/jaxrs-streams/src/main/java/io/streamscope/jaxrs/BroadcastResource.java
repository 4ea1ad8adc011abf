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
import jakarta.ws.rs.sse.SseBroadcaster;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The same events for several readers: they start once there are two, and then all end. */
@Path("sse/broadcast")
public final class BroadcastResource {

  private static final int READERS = 2;

  private final Senders senders;
  private @Nullable SseBroadcaster waiting; // guarded by this
  private int readers; // guarded by this

  BroadcastResource(Senders senders) {
    this.senders = senders;
  }

  /** Joins the others that wait. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public synchronized void join(
      @Context SseEventSink sink,
      @Context Sse sse,
      @QueryParam("n") @DefaultValue("1") long n,
      @QueryParam("gapMs") @DefaultValue("0") long gapMs) {
    SseBroadcaster broadcaster = waiting == null ? sse.newBroadcaster() : waiting;
    broadcaster.register(sink);
    readers++;
    if (readers < READERS) {
      waiting = broadcaster;
      return;
    }
    waiting = null;
    readers = 0;
    senders.later(() -> broadcast(broadcaster, sse, n, gapMs));
  }

  private static void broadcast(SseBroadcaster broadcaster, Sse sse, long n, long gapMs) {
    for (long i = 0; i < n; i++) {
      CompletionStage<?> sent = broadcaster.broadcast(sse.newEvent("event " + i));
      sent.toCompletableFuture().join();
      Pace.pause(gapMs);
    }
    broadcaster.close();
  }
}
