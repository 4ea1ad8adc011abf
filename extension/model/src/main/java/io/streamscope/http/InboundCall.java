/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A request that the application issued, before anybody knows whether a stream answers it. While
 * the request is issued its {@link #context()} is current; thus we learn which span the agent
 * starts for it. Thread-safe; never throws.
 */
public final class InboundCall {

  private static final ContextKey<InboundCall> KEY = ContextKey.named("streamscope-inbound-call");

  private final HttpStreamTelemetry telemetry;
  private final Context caller;
  private final Context context;
  private final @Nullable String host;
  private final int port;
  private final long startNanos;
  private volatile @Nullable String lastEventId;
  private volatile SpanContext clientSpan = SpanContext.getInvalid();
  private volatile boolean over;

  InboundCall(HttpStreamTelemetry telemetry, Context caller, @Nullable String host, int port) {
    this.telemetry = telemetry;
    this.caller = caller;
    this.context = caller.with(KEY, this);
    this.host = host;
    this.port = port;
    this.startNanos = telemetry.runtime().nanoTime();
  }

  /** The call that is being issued in a context, null if none. */
  public static @Nullable InboundCall fromContext(Context context) {
    InboundCall call = context.get(KEY);
    return call == null || call.over ? null : call;
  }

  static boolean isOpen(Context context) {
    return fromContext(context) != null;
  }

  /** The agent has started a CLIENT span; it is current in the context. */
  public static void clientSpanStarted(Context context) {
    InboundCall call = fromContext(context);
    if (call != null) {
      call.clientSpan = Span.fromContext(context).getSpanContext();
    }
  }

  /** The context to issue the request in. */
  public Context context() {
    return context;
  }

  /** The request goes on where an earlier stream stopped: its {@code Last-Event-ID}, if any. */
  public void resumesAfter(@Nullable String id) {
    lastEventId = id;
  }

  /** The request failed, or its answer is none of ours. */
  public void over() {
    over = true;
  }

  /**
   * The headers of the answer have arrived.
   *
   * @param encoding the {@code Content-Encoding} that is still on the bytes which will be reported
   * @return the body to report to, null if the answer is no stream
   */
  public @Nullable InboundBody answered(
      int status, @Nullable String contentType, @Nullable String encoding) {
    over = true;
    StreamProtocol protocol = StreamProtocol.ofContentType(contentType);
    if (protocol == StreamProtocol.CHUNKED) {
      return null;
    }
    try {
      return InboundBody.open(this, protocol, status, encoding);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }

  /** The parent of the stream: whoever called, or else the trace that the CLIENT span began. */
  Context parent() {
    return isRoot() && clientSpan.isValid() ? caller.with(Span.wrap(clientSpan)) : caller;
  }

  private boolean isRoot() {
    return !Span.fromContext(caller).getSpanContext().isValid();
  }

  /** The stream has its span: from now on it stands between the caller and the CLIENT span. */
  void streamStarted(SpanContext stream) {
    SpanContext client = clientSpan;
    if (client.isValid() && client.isSampled()) {
      SpanParents.adopt(client, stream);
      if (isRoot()) {
        SpanParents.adopt(stream, SpanContext.getInvalid());
      }
    }
  }

  HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  @Nullable String host() {
    return host;
  }

  int port() {
    return port;
  }

  long startNanos() {
    return startNanos;
  }

  @Nullable String lastEventId() {
    return lastEventId;
  }
}
