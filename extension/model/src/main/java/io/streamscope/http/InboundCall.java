/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.llm.GenAiCall;
import io.streamscope.stream.Failure;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamProtocol;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A request that the application issued, before anybody knows whether a stream answers it; one,
 * however many layers hand it down. A layer says that it {@linkplain #issue() issues} the request;
 * thus we learn which span the agent starts for it, and which requests are the same one. The first
 * layer that learns of its end or sees the headers of its answer ends the call. Thread-safe; never
 * throws.
 */
public final class InboundCall {

  private static final ContextKey<InboundCall> KEY = ContextKey.named("streamscope-inbound-call");

  private final HttpStreamTelemetry telemetry;
  private final SpanPlace place;
  private final boolean wrapper;
  private final CallOwnership.@Nullable Owner owner; // of a call to a model above, null if none
  private final long startNanos;
  private volatile RequestTarget target;
  private volatile Wishes wishes = Wishes.NONE;
  private final GivingUp givingUp = new GivingUp();
  private volatile @Nullable ModelRequest question;
  private volatile boolean over;

  /**
   * @param owner the call to a model whose question it carries, null if none
   * @param wrapper whether all that the caller knows of the request is that a layer below issues it
   */
  InboundCall(
      HttpStreamTelemetry telemetry,
      Context caller,
      RequestTarget target,
      @Nullable ModelRequest question,
      CallOwnership.@Nullable Owner owner,
      boolean wrapper) {
    this.telemetry = telemetry;
    this.target = target;
    this.question = question;
    this.owner = owner;
    this.wrapper = wrapper;
    this.startNanos = telemetry.runtime().nanoTime();
    this.place = new SpanPlace(caller, target);
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
    boolean open = call != null && !call.over && call.owner == CallOwnership.ofRequest(context);
    return open ? call : null;
  }

  /** The agent has started a span below this call. */
  boolean accepts(SpanContext span, RequestTarget seen) {
    return place.accepts(span, target.isSameResource(seen));
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
      if (question == null) {
        question = ModelRequest.of(below, telemetry.endpoints(), place.caller());
      }
    }
    place.joined(context, below);
    return true;
  }

  /** The calling thread issues the request; so does whoever gets its context. */
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

  /** What the request says besides its body. */
  public void headers(RequestHeaders headers) {
    Guard.run(() -> wishes = wishes.and(headers));
  }

  Wishes wishes() {
    return wishes;
  }

  /** The request goes on the wire with a {@code traceparent}, null if with none. */
  public void carries(@Nullable String traceparent) {
    place.carried(ForeignClientSpans.carried(traceparent));
  }

  /** The application holds a future of the answer, and can give the request up with it. */
  public void issued(Future<?> answer) {
    givingUp.possibleBy(answer);
    if (question != null && answer instanceof CompletableFuture<?> completable) {
      completable.whenComplete((response, failure) -> failed(failure));
    }
  }

  /** Where to tell of the body of the request; null if nobody wants to know it. */
  public @Nullable ModelRequest question() {
    return owner != null && owner.readsItself() ? null : question;
  }

  /**
   * Whether an answer of this type is of interest.
   *
   * @param contentType of the answer, null if it has none
   */
  public boolean isOfInterest(@Nullable String contentType) {
    return question != null || StreamProtocol.ofContentType(contentType) != StreamProtocol.CHUNKED;
  }

  /** The application has given the request up. */
  public void givenUp() {
    givingUp.done();
    if (!over) {
      over = true;
      ended("cancelled", GenAiCall::cancel);
    }
  }

  /** The application does not want an answer any more, if there is none yet. */
  public void unwanted() {
    if (!over) {
      givenUp();
    }
  }

  /** Whether the application has given the request up. */
  public boolean isGivenUp() {
    return givingUp.isDone();
  }

  /** Its answer is none of ours. */
  public void over() {
    over = true;
  }

  /** There is no answer: the request has failed, for good as far as this layer knows. */
  public void failed(@Nullable Throwable error) {
    if (over || error == null) {
      return;
    }
    over = true;
    if (isGivenUp()) {
      ended("cancelled", GenAiCall::cancel);
    } else if (owner != null) {
      Guard.run(() -> owner.requestFailed(Failure.of(error).type()));
    } else {
      attemptFailed(error);
    }
  }

  /** One attempt got no answer; false if nobody wants to know before the last one has failed. */
  public boolean attemptFailed(Throwable error) {
    return ended(Failure.of(error).type(), call -> call.fail(error));
  }

  /** A call to a model ends without an answer. */
  private boolean ended(String errorType, Consumer<GenAiCall> how) {
    ModelRequest asked = owner == null ? question : null;
    if (asked != null) {
      Guard.run(() -> asked.ended(this, errorType, how));
    }
    return asked != null;
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
    ModelRequest asked = question;
    over = asked == null || !asked.mayBeRepeated(status);
    try {
      StreamProtocol protocol = StreamProtocol.ofContentType(contentType);
      if (asked != null && (status < 300 || status >= 400)) { // no redirection
        ReadAnswer answer = asked.answer(this, status, protocol, encoding);
        if (answer != null) {
          return new InboundBody(this, status, answer);
        }
      }
      if (owner != null || protocol == StreamProtocol.CHUNKED) {
        return null;
      }
      PlainAnswer answer = new PlainAnswer(this, protocol, encoding);
      InboundBody body = new InboundBody(this, status, answer);
      answer.opened();
      return body;
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }

  /** The headers of an answer without a body have arrived. */
  public void answeredWithout(int status) {
    InboundBody nothing = question == null ? null : answered(status, null, null);
    over = true;
    if (nothing != null) {
      nothing.onEnd();
    }
  }

  /** The stream has its span. */
  void streamStarted(SpanContext stream) {
    if (!place.take(stream)) {
      telemetry.runtime().metrics().dropped("span_parents");
    }
  }

  /** The client may try again by itself, until {@link #settled}. */
  public void mayRepeat() {
    if (question != null) {
      question.mayRepeat();
    }
  }

  /** The client will not try again. */
  public void settled() {
    over = true;
    if (question != null) {
      question.settled();
    }
  }

  /** Where the stream has its place among the spans. */
  SpanPlace place() {
    return place;
  }

  CallOwnership.@Nullable Owner owner() {
    return owner;
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
}
