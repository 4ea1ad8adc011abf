/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.llm.GenAiCall;
import io.streamscope.stream.Guard;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are one call to a model, because whoever makes them tries again by itself: an SDK,
 * or the HTTP client. As long as one may follow, one that fails ends nothing. Thread-safe; never
 * throws.
 */
public final class ModelAttempts {

  private static final ContextKey<ModelAttempts> KEY =
      ContextKey.named("streamscope-model-attempts");

  private @Nullable GenAiCall call; // guarded by this, as the next
  private @Nullable Runnable ending;
  private boolean settled;
  private final List<InboundCall> requests = new ArrayList<>(1);

  private final WeakReference<Object> common;

  /**
   * @param common what all attempts have in common
   */
  ModelAttempts(Object common) {
    this.common = new WeakReference<>(common);
  }

  boolean isOf(Object other) {
    return common.refersTo(other);
  }

  /** Those that a request belongs to which is made in a context, null if to none. */
  static @Nullable ModelAttempts of(Context context) {
    return context.get(KEY);
  }

  Context in(Context context) {
    return context.with(KEY, this);
  }

  /**
   * A request turns out to be an attempt; a call of its own, if the one before has not failed.
   *
   * @param first makes the call, if it is the first; is given what to tell of its end
   */
  GenAiCall attempt(InboundCall request, Function<SpanEnd, GenAiCall> first) {
    synchronized (this) {
      GenAiCall known = call;
      if (known != null && ending == null) {
        return first.apply(request.place()::leave);
      }
      if (known == null) {
        known = first.apply(this::ended);
        call = known;
      }
      ending = null;
      requests.add(request);
      known.requestIssued();
      return known;
    }
  }

  /**
   * An attempt has failed.
   *
   * @param errorType of the failure
   * @param last what to do if it was the last one
   */
  void failed(String errorType, Runnable last) {
    synchronized (this) {
      if (!settled) {
        if (call != null) {
          call.requestFailed(errorType);
        }
        ending = last;
        return;
      }
    }
    last.run();
  }

  /** No attempt follows. */
  void settle() {
    Runnable last;
    synchronized (this) {
      settled = true;
      last = ending;
      ending = null;
    }
    if (last != null) {
      Guard.run(last);
    }
  }

  private void ended(SpanContext span) {
    List<InboundCall> all;
    synchronized (this) {
      all = List.copyOf(requests);
      requests.clear();
    }
    all.forEach(request -> request.place().leave(span));
  }

  /** Is told which span has ended. */
  @FunctionalInterface
  interface SpanEnd {
    void accept(SpanContext span);
  }
}
