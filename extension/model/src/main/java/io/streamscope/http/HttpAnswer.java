/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one server request, as far as several of our modules have to agree about it: the
 * server that writes it, the framework that knows more of it, the agent's SERVER span. Travels in
 * the {@link Context}. There is a stream from the moment its headers leave, or a framework begins
 * to write it; what fails before is an answer like any other. Thread-safe; nothing is thrown.
 */
public final class HttpAnswer {

  private static final ContextKey<HttpAnswer> KEY = ContextKey.named("streamscope-answer");

  private final @Nullable RequestTimeline timeline;
  private final Routes routes;
  private final boolean headOnly;
  private final HeldChunks held = new HeldChunks();
  private volatile @Nullable ServerResponse server;
  private volatile @Nullable Throwable failure;
  private volatile @Nullable HttpStreamTelemetry announcer;
  private volatile boolean countsItself;
  private volatile @Nullable StreamSpan stream;

  private HttpAnswer(@Nullable RequestTimeline timeline, Routes routes, boolean headOnly) {
    this.timeline = timeline;
    this.routes = routes;
    this.headOnly = headOnly;
  }

  /**
   * A context for a request that has just come in, with its {@link RequestTimeline}.
   *
   * @param routes tells the request's route, null while unknown, from a context of the request
   * @param headOnly whether the client asks for nothing but the headers
   */
  public static Context begin(Context context, long nanos, Routes routes, boolean headOnly) {
    Context request = RequestTimeline.start(context, nanos);
    RequestTimeline timeline = RequestTimeline.fromContext(request);
    return request.with(KEY, new HttpAnswer(timeline, routes, headOnly));
  }

  /** The answer to the request that a context belongs to, null if it belongs to none. */
  public static @Nullable HttpAnswer fromContext(Context context) {
    return context.get(KEY);
  }

  /** The route by which a framework has found what handles a request; null if none has. */
  public static @Nullable String frameworkRoute(Context request) {
    HttpAnswer answer = fromContext(request);
    return answer == null ? null : answer.routes.ofFramework(request);
  }

  /** An answer to a request that the agent knows nothing of. */
  static HttpAnswer toUnknownRequest() {
    return new HttpAnswer(null, context -> null, false);
  }

  /** Whether a stream answers the request. */
  public boolean isStreamed() {
    return stream != null;
  }

  /**
   * The application failed while it answered, and its framework keeps that to itself: the server
   * will end the response as if all were well.
   */
  public void failed(Throwable cause) {
    failure = cause;
  }

  /** What {@link #failed} was told last, null if nothing. */
  @Nullable Throwable failure() {
    return failure;
  }

  /** The request's timeline, null if the agent knows nothing of the request. */
  @Nullable RequestTimeline timeline() {
    return timeline;
  }

  /** The route of the request as its SERVER span has it, null while unknown. */
  @Nullable String route(Context context) {
    return routes.of(context);
  }

  /** The server that writes the response is watched: it knows when a byte is out. */
  void servedBy(ServerResponse watched) {
    server = watched;
  }

  /** Whether the server that writes the response is watched. */
  boolean isServedByWatchedServer() {
    return server != null;
  }

  /**
   * A framework will answer with a stream, if nothing fails before.
   *
   * @param ownCount whether it reports the chunks and how long sending them takes; otherwise the
   *     server does
   */
  void announced(HttpStreamTelemetry framework, boolean ownCount) {
    if (stream == null) {
      announcer = framework;
      countsItself = ownCount;
    }
  }

  /** The stream begins, if it has not yet; what answers a {@code HEAD} never does. */
  public StreamSpan open(HttpStreamTelemetry opener, StreamProtocol protocol, Context request) {
    if (headOnly) {
      return StreamSpan.none(request);
    }
    StreamSpan known = stream;
    return known != null ? known : openOnce(opener, protocol, request);
  }

  private synchronized StreamSpan openOnce(
      HttpStreamTelemetry opener, StreamProtocol protocol, Context request) {
    StreamSpan known = stream;
    if (known == null) {
      HttpStreamTelemetry framework = announcer;
      known = (framework == null ? opener : framework).open(this, protocol, request);
      stream = known;
    }
    return known;
  }

  /** The stream, null before it has begun. */
  public @Nullable StreamSpan stream() {
    return stream;
  }

  /** The framing of the stream, and perhaps its route, have become known after it began. */
  public void reclassify(StreamProtocol protocol, Context request) {
    StreamSpan open = stream;
    if (open != null) {
      open.reclassify(protocol, route(request));
    }
  }

  /** Whether whoever opened the stream also reports its chunks, and how long sending them takes. */
  boolean countsItself() {
    return countsItself;
  }

  /** How often something has left the server; 0 if it is not watched. */
  public long departures() {
    ServerResponse watching = watchingServer();
    return watching == null ? 0 : watching.departures();
  }

  /** The server if it is watched and takes this for a stream, or does not know yet. */
  private @Nullable ServerResponse watchingServer() {
    ServerResponse watched = server;
    return watched == null || watched.isOtherContent() ? null : watched;
  }

  /**
   * A framework that counts itself has sent something. If nothing has left the server meanwhile,
   * something in between keeps it; then it counts from when it leaves.
   *
   * @param startNanos when it began to send, from the stream's clock
   * @param departuresBefore {@link #departures()} at that time
   * @return how long sending took, nanoseconds
   */
  public long sent(
      long chunks, long bytes, long heartbeats, long startNanos, long departuresBefore) {
    StreamSpan open = stream;
    if (open == null || !countsItself) {
      return 0; // the stream had begun before the framework told of it: the server counts
    }
    ServerResponse watching = watchingServer();
    if (watching == null || watching.departures() != departuresBefore) {
      return open.sent(chunks, bytes, heartbeats, startNanos);
    }
    held.add(chunks, bytes, heartbeats);
    return open.sent(0, 0, 0, startNanos);
  }

  /** Something has left the server, and with it what was held before. */
  void departed(StreamSpan open) {
    held.releaseTo(open);
  }

  /** All of the answer is with the server, which ends the stream if we watch it. */
  public void handedOver() {
    StreamSpan open = stream;
    if (open != null && watchingServer() == null) {
      open.complete();
    }
  }

  /** The reader has gone. Whoever still produces an answer does so for nobody. */
  void readerGone(long nanos) {
    StreamSpan open = stream;
    if (open != null) {
      open.disconnect();
    } else if (timeline != null) {
      timeline.downstreamGone(nanos);
    }
  }

  /** Where the agent keeps the route of a request. */
  public interface Routes {

    /** The route, null while unknown. */
    @Nullable String of(Context context);

    /** The same if a framework has found it, and not just the server what it is all handed to. */
    default @Nullable String ofFramework(Context context) {
      return null;
    }
  }
}
