/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.config.ConfigKey;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.correlation.RelayObserver;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.llm.format.ConfiguredEndpoints;
import io.streamscope.llm.format.ModelEndpoints;
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
  private final GenAiTelemetry models;
  private final ConfiguredEndpoints endpoints;

  private HttpStreamTelemetry(StreamTelemetry streams) {
    this.streams = streams;
    this.models = GenAiTelemetry.of(streams);
    this.endpoints =
        ModelEndpoints.configured(
            streams.runtime().config().text(ConfigKey.GENAI_HTTP_PATHS), problem -> {}); // told
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
   * The application, or a layer above, issues a request. That is the call which is already being
   * issued, if one of a layer above is for the same request; else a new one. Null when a model call
   * watches the request, or makes it for something else than its question.
   *
   * @param caller the current context
   */
  public @Nullable InboundCall call(Context caller, RequestTarget target) {
    return call(caller, target, null);
  }

  /** The calling thread issues a request until the scope is closed; null as above. */
  public @Nullable CallScope issue(RequestTarget target, RequestHeaders headers) {
    InboundCall call = call(Context.current(), target);
    if (call == null) {
      return null;
    }
    call.headers(headers);
    return call.issue();
  }

  /**
   * The same where the call of a layer above can travel with the request.
   *
   * @param above what has travelled with it, null if nothing
   */
  public @Nullable InboundCall call(
      Context caller, RequestTarget target, @Nullable InboundCall above) {
    return call(caller, target, above, false);
  }

  /**
   * The same of a layer that leaves it to one below to read the answer, and perhaps to decide which
   * server to ask.
   */
  public @Nullable InboundCall wrapper(Context caller, RequestTarget target) {
    return call(caller, target, null, true);
  }

  private @Nullable InboundCall call(
      Context caller, RequestTarget target, @Nullable InboundCall above, boolean wrapper) {
    CallOwnership.Owner owner = CallOwnership.ofRequest(caller);
    ModelRequest question =
        CallOwnership.isLeftOver(caller) ? null : ModelRequest.of(target, endpoints, caller);
    if (owner != null && question == null) {
      return null;
    }
    InboundCall outer = above == null ? InboundCall.fromContext(caller) : above;
    if (outer != null && outer.isJoinedBy(target, caller)) {
      return outer;
    }
    if (owner != null) {
      Guard.run(owner::requestIssued);
    }
    return new InboundCall(this, caller, target, question, owner, wrapper);
  }

  /** The response of the request that a context belongs to, null if it belongs to none. */
  public @Nullable ServerResponse response(Context context) {
    HttpAnswer answer = HttpAnswer.fromContext(context);
    if (answer == null) {
      return null;
    }
    ServerResponse response = new ServerResponse(this, answer, context);
    answer.servedBy(response);
    return response;
  }

  /** The same for what other servers are built on: null also if one of them is watched. */
  public @Nullable ServerResponse responseUnlessWatched(Context context) {
    HttpAnswer answer = HttpAnswer.fromContext(context);
    return answer == null || answer.isServedByWatchedServer() ? null : response(context);
  }

  /**
   * A framework is about to answer a request with a stream. It may still fail: the stream begins
   * when the server sends its headers, or with {@link HttpAnswer#open}. Where nobody watches the
   * server, and the caller will not tell of the first chunk, it begins now.
   *
   * @param countsItself whether the caller reports the chunks; otherwise the server does
   */
  public HttpAnswer announce(Context request, StreamProtocol protocol, boolean countsItself) {
    HttpAnswer known = HttpAnswer.fromContext(request);
    HttpAnswer answer = known == null ? HttpAnswer.toUnknownRequest() : known;
    answer.announced(this, countsItself);
    if (!countsItself && !answer.isServedByWatchedServer()) {
      answer.open(this, protocol, request);
    }
    return answer;
  }

  /** A stream begins, with what is known of the request that it answers. */
  StreamSpan open(HttpAnswer answer, StreamProtocol protocol, Context request) {
    RequestTimeline timeline = answer.timeline();
    try {
      if (timeline == null) {
        runtime().metrics().contextLost(streams.module());
        return streams.start(
            StreamStart.outbound(request, protocol, null, runtime().nanoTime(), null));
      }
      return streams.start(
          StreamStart.outbound(
              request,
              protocol,
              answer.route(request),
              timeline.startNanos(),
              new RelayObserver(timeline, runtime().metrics())));
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return StreamSpan.none(request);
    }
  }

  /** The reader of an answer has gone, whether it had begun or not. */
  public void readerGone(HttpAnswer answer) {
    answer.readerGone(runtime().nanoTime());
  }

  /** Where models are. */
  ConfiguredEndpoints endpoints() {
    return endpoints;
  }

  /** Calls to models that nobody but the client makes. */
  GenAiTelemetry models() {
    return models;
  }

  StreamTelemetry streams() {
    return streams;
  }

  StreamRuntime runtime() {
    return streams.runtime();
  }
}
