/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallLayer;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.json.JsonReader;
import io.streamscope.stream.Failure;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamSpan;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A call to a model as one layer of the stack sees it. The outermost layer owns the call: it opens
 * and ends it. For a lower one it is a view, which adds what is known better there (usage, the
 * answer's id, the chunks) and never ends anything. Adapters need not care which of the two they
 * have. Every method may be called from any thread, in any order; the first ending wins; nothing is
 * thrown.
 */
public final class GenAiCall {

  private final @Nullable GenAiSpan call; // null if it could not be opened
  private final CallLayer layer;
  private final boolean owner;
  private final Context context;
  private final Context callbackContext;

  private GenAiCall(@Nullable GenAiSpan call, CallLayer layer, boolean owner, Context context) {
    this.call = call;
    this.layer = layer;
    this.owner = owner;
    this.context = context;
    this.callbackContext = CallOwnership.boundary(context);
  }

  static GenAiCall none(Context parent) {
    return new GenAiCall(null, CallLayer.HTTP, false, parent);
  }

  static GenAiCall own(GenAiSpan call, CallLayer layer) {
    return new GenAiCall(call, layer, true, call.context());
  }

  static GenAiCall view(
      GenAiSpan call, CallLayer layer, String module, boolean streamed, Context parent) {
    call.seenBy(layer, streamed);
    return new GenAiCall(call, layer, false, CallOwnership.own(parent, call, layer, module));
  }

  /** The context to make the call in: what is below is part of it. */
  public Context context() {
    return context;
  }

  /** The context for code of the application that the library calls: what is below is not. */
  public Context callbackContext() {
    return callbackContext;
  }

  /** An attribute that only an adapter knows. */
  public <T> void attribute(AttributeKey<T> key, T value) {
    span().setAttribute(key, value);
  }

  Span span() {
    return call == null ? Span.getInvalid() : call.span();
  }

  /** Whether nothing has to be observed any more. */
  public boolean isOver() {
    return call == null || call.isOver();
  }

  /** Whether all of the answer has come, or what the provider says instead of it. */
  public boolean isAnswered() {
    return call == null || call.isAnswered() || call.faults().told() != null;
  }

  /** The model's clock, 0 if nobody wants the call to be timed. */
  public long nanoTime() {
    return call == null ? 0 : call.stream().nanoTime();
  }

  /**
   * One event of a streamed answer has arrived.
   *
   * @return when, by the model's clock; 0 if the call is not timed
   */
  public long event(WireAnswer answer, @Nullable String name, String data) {
    long now = nanoTime();
    if (call != null) {
      try {
        call.add(answer.event(name, data), layer, now);
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
    return now;
  }

  /**
   * The same of UTF-8, at a time that the caller has read.
   *
   * @param data its first bytes are the event's; they may change afterwards
   */
  public void event(WireAnswer answer, @Nullable String name, byte[] data, int length, long nanos) {
    if (call != null) {
      try {
        GenAiDelta delta = answer.event(name, data, length);
        if (!answer.isUnread()) {
          read(answer);
        }
        call.add(delta, layer, nanos);
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
  }

  /** The same of an event of so many bytes that was too long to be kept and has passed. */
  public void longEvent(WireAnswer answer, @Nullable String name, long bytes, long nanos) {
    ending(answer);
    if (call != null) {
      Guard.run(() -> call.add(answer.passed(name, bytes, this::dropped), layer, nanos));
    }
  }

  /** A whole answer has arrived: a document. */
  public void answer(WireAnswer answer, JsonReader document) {
    if (call != null) {
      Guard.run(() -> call.add(answer.document(document), layer, 0));
    }
  }

  /** No event follows that is like those before. */
  public void ending(WireAnswer answer) {
    Guard.run(() -> read(answer));
  }

  private void read(WireAnswer answer) {
    GenAiDelta before = answer.unread();
    if (before != null && call != null) {
      call.add(before, layer, 0);
    }
  }

  /** A piece of the answer, or all of it, as an SDK has read it. */
  public void delta(GenAiDelta delta) {
    if (call != null) {
      try {
        call.add(delta, layer, nanoTime());
      } catch (Throwable failure) {
        Guard.swallowed(failure);
      }
    }
  }

  /** A comment or ping arrived. */
  public void heartbeat() {
    stream().heartbeat();
  }

  /** The application's handler worked on what it was given. */
  public void handled(long busyNanos) {
    stream().handled(busyNanos);
  }

  /** The stream of a streamed call; one that does nothing otherwise. */
  public StreamSpan stream() {
    return call == null ? StreamSpan.none(context) : call.stream();
  }

  /** The answer of a call that is not streamed is there; somebody has yet to read it. */
  public void answerArrived() {
    if (call != null) {
      call.blocking().answerArrived();
    }
  }

  /** Ends the call as abandoned when this object is garbage-collected before anything else. */
  public void ownedBy(Object holder) {
    if (call != null && owner) {
      call.ownedBy(holder);
    }
  }

  /** Takes back {@link #ownedBy}: from now on something else watches over the call. */
  public void disowned() {
    if (call != null && owner) {
      call.disowned();
    }
  }

  /** The whole answer has come. */
  public void complete() {
    over(GenAiSpan::complete);
  }

  /** Only the owner ends it: now, or when whoever has made its span ends that. */
  private void over(Consumer<GenAiSpan> how) {
    GenAiSpan ending = call;
    if (ending != null && owner) {
      if (!(ending.span() instanceof EnrichedSpan theirs && theirs.isLeft(how, ending))) {
        how.accept(ending);
      }
    }
  }

  /** It failed; null when no exception is at hand. */
  public void fail(@Nullable Throwable error) {
    failWith(error == null ? null : Failure.of(error));
  }

  /** It failed, of what is known about it. */
  public void failWith(@Nullable Failure failure) {
    if (call != null && !owner && failure != null) {
      call.faults().below(failure);
    }
    over(ending -> ending.fail(failure));
  }

  /** A deadline ended it. */
  public void timeout() {
    over(GenAiSpan::timeout);
  }

  /** It failed; the error type is the status of the answer, unless the provider has said more. */
  public void failAs(String errorType) {
    if (call != null && owner) {
      call.faults().refused(errorType);
      complete();
    } else if (call != null) {
      call.faults().below(Failure.said(errorType, null));
    }
  }

  /** A request that carries the question is issued, perhaps not the first. */
  public void requestIssued() {
    if (call != null) {
      call.requestIssued();
    }
  }

  /** Such a request has failed; there may be another one. */
  public void requestFailed(String errorType) {
    if (call != null) {
      call.requestFailed(errorType);
    }
  }

  /** The status of the answer says that it is none; the provider may say more. */
  public void refused(String status) {
    if (call != null && owner) {
      call.faults().refused(status);
    }
  }

  /** A limit cut something; the reason says what. */
  public void dropped(String reason) {
    if (call != null) {
      call.telemetry().dropped(reason);
    }
  }

  /** Which span the call has; an invalid one if it could not be opened. */
  public SpanContext spanContext() {
    return span().getSpanContext();
  }

  /** It is over: complete without an exception, failed with one. */
  public void end(@Nullable Throwable error) {
    if (error == null) {
      complete();
    } else {
      fail(error);
    }
  }

  /** The application stopped it. */
  public void cancel() {
    over(GenAiSpan::cancel);
  }

  /** The application closed the answer: early, if not all of it has come. */
  public void closed() {
    over(GenAiSpan::closed);
  }

  /** Nobody is left to end it; the reason is {@code gc}. */
  public void abandon(String reason) {
    over(ending -> ending.abandoned(reason));
  }
}
