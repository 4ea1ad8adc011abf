/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamProtocol;
import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A request that the application issued, before anybody knows whether a stream answers it; one,
 * however many layers hand it down to each other. A layer says that it {@linkplain #issue() issues}
 * the request; thus we learn which span the agent starts for it, and which requests are the same
 * one. The first layer that learns of its end or sees the headers of its answer ends the call.
 * Thread-safe; never throws.
 */
public final class InboundCall {

  private static final ContextKey<InboundCall> KEY = ContextKey.named("streamscope-inbound-call");
  private static final ContextKey<ClientSpan> CLIENT_SPAN =
      ContextKey.named("streamscope-client-span");

  private final HttpStreamTelemetry telemetry;
  private final Context caller;
  private final boolean wrapper;
  private final long startNanos;
  private volatile RequestTarget target;
  private volatile @Nullable String lastEventId;
  private volatile @Nullable WeakReference<Future<?>> future;
  private volatile SpanContext clientSpan = SpanContext.getInvalid();
  private volatile boolean givenUp;
  private volatile boolean over;

  /**
   * @param wrapper whether all that the caller knows of the request is that a layer below issues it
   */
  InboundCall(
      HttpStreamTelemetry telemetry, Context caller, RequestTarget target, boolean wrapper) {
    this.telemetry = telemetry;
    this.target = target;
    this.wrapper = wrapper;
    this.startNanos = telemetry.runtime().nanoTime();
    ClientSpan above = ClientSpan.of(caller, target);
    if (above == null) {
      this.caller = caller;
    } else {
      this.caller = caller.with(Span.wrap(above.parent()));
      this.clientSpan = above.span();
    }
  }

  /** The call that the calling thread is issuing, null if that request is not watched. */
  public static @Nullable InboundCall current() {
    return fromContext(Context.current());
  }

  /** The innermost call that is open on this thread and in a context, null if there is none. */
  static @Nullable InboundCall fromContext(Context context) {
    InboundCall call = CallScope.call();
    if (call == null) {
      call = context.get(KEY);
    }
    boolean open = call != null && !call.over && !CallOwnership.isOwned(context);
    return open ? call : null;
  }

  /**
   * The agent has started a CLIENT span; it is current in the context.
   *
   * @param parent of the span, null if it is not recorded
   * @param method of the request, as the span has it
   * @param url of the request, as the span has it
   * @return the context to go on with
   */
  public static Context clientSpanStarted(
      Context context,
      @Nullable SpanContext parent,
      @Nullable String method,
      @Nullable String url) {
    RequestTarget seen = RequestTarget.ofSpan(method, url);
    SpanContext span = Span.fromContext(context).getSpanContext();
    InboundCall call = fromContext(context);
    return (call != null && call.accepts(span, seen)) || parent == null
        ? context
        : context.with(CLIENT_SPAN, new ClientSpan(span, parent, seen));
  }

  /**
   * A client that we do not know may ask for something else first. What comes after a span that
   * fits is a redirection of the same request.
   */
  private boolean accepts(SpanContext span, RequestTarget seen) {
    if (!clientSpan.isValid() && !target.isSameResource(seen)) {
      return false;
    }
    clientSpan = span;
    return true;
  }

  /**
   * A layer below issues a request.
   *
   * @param context the current one, in which the agent may have started its span for it
   * @return whether it is this one: then what that layer knows of it is the truth
   */
  boolean isJoinedBy(RequestTarget below, Context context) {
    if (over || !(wrapper ? target.isSameResource(below) : target.isSame(below))) {
      return false;
    }
    if (below.host() != null && below.path() != null) {
      target = below;
    }
    ClientSpan above = ClientSpan.of(context, below);
    if (above != null && !clientSpan.isValid()) {
      clientSpan = above.span();
    }
    return true;
  }

  /** The calling thread issues the request; so does whoever gets the context from it. */
  public CallScope issue() {
    return CallScope.travelling(this);
  }

  /** Only the calling thread issues the request: what it starts elsewhere is the caller's. */
  public CallScope issueHere() {
    return CallScope.staying(this);
  }

  Context in(Context context) {
    return context.get(KEY) == this ? context : context.with(KEY, this);
  }

  /** The request goes on where an earlier stream stopped: its {@code Last-Event-ID}, if any. */
  public void resumesAfter(@Nullable String id) {
    if (id != null) {
      lastEventId = id;
    }
  }

  /** The application holds a future of the answer, and can give the request up with it. */
  public void issued(Future<?> answer) {
    future = new WeakReference<>(answer); // it may lead to the body, whose owner must be free to go
  }

  /** The application has given the request up. */
  public void givenUp() {
    givenUp = true;
    over = true;
  }

  /** Whether the application has given the request up. */
  public boolean isGivenUp() {
    if (givenUp) {
      return true;
    }
    WeakReference<Future<?>> issued = future;
    Future<?> answer = issued == null ? null : issued.get();
    return answer != null && answer.isCancelled();
  }

  /** The request failed, or its answer is none of ours. */
  public void over() {
    over = true;
  }

  /** Whether its answer has come or never will. */
  public boolean isOver() {
    return over;
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
    boolean bothExported = client.isSampled() && stream.isSampled();
    if (bothExported && !SpanParents.adopt(client, stream, isRoot())) {
      telemetry.runtime().metrics().dropped("span_parents");
    }
  }

  /** The stream is over; both spans may still have to be exported. */
  void streamEnded(SpanContext stream) {
    SpanParents.ended(clientSpan, stream);
  }

  HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  RequestTarget target() {
    return target;
  }

  long startNanos() {
    return startNanos;
  }

  @Nullable String lastEventId() {
    return lastEventId;
  }

  /** A span that the agent started above the layer that learns of the request. */
  private record ClientSpan(SpanContext span, SpanContext parent, RequestTarget seen) {

    /** The current span of a context, null if it is not that of such a request. */
    static @Nullable ClientSpan of(Context context, RequestTarget target) {
      ClientSpan above = context.get(CLIENT_SPAN);
      return above != null
              && target.isSameResource(above.seen)
              && above.span.equals(Span.fromContext(context).getSpanContext())
          ? above
          : null;
    }
  }
}
