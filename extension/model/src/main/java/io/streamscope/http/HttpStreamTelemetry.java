/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.correlation.RelayObserver;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamRuntime;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.StreamStart;
import io.streamscope.stream.StreamTelemetry;
import org.jspecify.annotations.Nullable;

/**
 * The way from an HTTP server or client to its streams. One instance per library, in its {@code
 * *Singletons}. Thread-safe; never throws.
 */
public final class HttpStreamTelemetry {

  private final StreamTelemetry streams;

  private HttpStreamTelemetry(StreamTelemetry streams) {
    this.streams = streams;
  }

  /**
   * The telemetry of one instrumentation module.
   *
   * @param module its name, which becomes the scope {@code io.streamscope.<module>}
   */
  public static HttpStreamTelemetry create(String module) {
    return new HttpStreamTelemetry(StreamTelemetry.create(module));
  }

  /** The same on a runtime of the caller's. */
  public static HttpStreamTelemetry create(StreamRuntime runtime, String module) {
    return new HttpStreamTelemetry(StreamTelemetry.create(runtime, module));
  }

  /**
   * The application issues a request. Null when another layer watches it already: a client above
   * this one, or a model call.
   *
   * @param caller the context of the application
   * @param host the server's address, null when unknown
   * @param port its port, 0 or less when unknown
   */
  public @Nullable InboundCall call(Context caller, @Nullable String host, int port) {
    return InboundCall.isOpen(caller) || CallOwnership.isOwned(caller)
        ? null
        : new InboundCall(this, caller, host, port);
  }

  /** The response of the request that a context belongs to, null if it belongs to none. */
  public @Nullable ServerResponse response(Context context) {
    RequestTimeline timeline = RequestTimeline.fromContext(context);
    if (timeline == null) {
      return null;
    }
    timeline.servedByWatchedServer();
    return new ServerResponse(this, timeline, context);
  }

  /** The same for what other servers are built on: null also if one of them is watched. */
  public @Nullable ServerResponse responseUnlessWatched(Context context) {
    RequestTimeline timeline = RequestTimeline.fromContext(context);
    return timeline == null || timeline.isServedByWatchedServer() ? null : response(context);
  }

  /**
   * The application begins to answer a request with a stream.
   *
   * @param parent the context of the request
   * @param countsItself whether the caller reports the chunks; otherwise the server does
   */
  public StreamSpan answer(Context parent, StreamProtocol protocol, boolean countsItself) {
    try {
      RequestTimeline timeline = RequestTimeline.fromContext(parent);
      if (timeline == null) {
        runtime().metrics().contextLost(streams.module());
        return streams.start(
            StreamStart.outbound(parent, protocol, null, runtime().nanoTime(), null));
      }
      StreamSpan stream =
          streams.start(
              StreamStart.outbound(
                  parent,
                  protocol,
                  timeline.route(parent),
                  timeline.startNanos(),
                  new RelayObserver(timeline, runtime().metrics(), protocol)));
      timeline.answeredBy(stream, countsItself);
      return stream;
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return StreamSpan.none(parent);
    }
  }

  /** All of the answer is with the server, which ends the stream if we watch it. */
  public void handedOver(Context request, StreamSpan stream) {
    RequestTimeline timeline = RequestTimeline.fromContext(request);
    if (timeline == null || !timeline.isServedByWatchedServer()) {
      stream.complete();
    }
  }

  /** The framing of a stream, and perhaps its route, have become known after it began. */
  public void reclassify(StreamSpan stream, StreamProtocol protocol, Context request) {
    RequestTimeline timeline = RequestTimeline.fromContext(request);
    stream.reclassify(protocol, timeline == null ? null : timeline.route(request));
  }

  StreamTelemetry streams() {
    return streams;
  }

  StreamRuntime runtime() {
    return streams.runtime();
  }
}
