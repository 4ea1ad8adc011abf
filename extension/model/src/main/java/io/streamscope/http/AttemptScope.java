/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.correlation.CallOwnership;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A thread while an SDK makes a request and, should it fail, tries again. The SDK may do so on
 * another thread: what all attempts of a call have in common, an object of the SDK's, is how the
 * call is known there. Closed on the thread that opened it; never throws.
 */
public final class AttemptScope {

  private static final int KNOWN_MAX = 4096;
  private static final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private static final Map<Identity, Context> known = new ConcurrentHashMap<>();

  private final Context context;
  private final Scope scope;
  private final @Nullable ModelAttempts begun; // null if somebody else has begun them
  private final Identity identity;

  private AttemptScope(Context context, @Nullable ModelAttempts begun, Identity identity) {
    this.context = context;
    this.scope = context.makeCurrent();
    this.begun = begun;
    this.identity = identity;
  }

  /**
   * The SDK is about to make a request.
   *
   * @param common what all attempts have in common
   * @return null if the thread is in the scope of this call already, or if the call is watched;
   *     what the application asks when it has an answer is another call, though in the scope of the
   *     first
   */
  public static @Nullable AttemptScope enter(@Nullable Object common) {
    Context current = Context.current();
    ModelAttempts around = ModelAttempts.of(current);
    if (common == null
        || (around != null && around.isOf(common))
        || CallOwnership.ofRequest(current) != null) {
      return null;
    }
    for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
      known.remove(gone);
    }
    Identity identity = new Identity(common);
    Context first = known.get(identity);
    if (first != null) {
      return new AttemptScope(first, null, identity);
    }
    ModelAttempts attempts = new ModelAttempts(common);
    Context context = attempts.in(current);
    if (known.size() < KNOWN_MAX) {
      known.put(identity, context);
    }
    return new AttemptScope(context, attempts, identity);
  }

  /** Another context as one of the same call: the SDK takes it from layer to layer by itself. */
  public Context in(Context other) {
    ModelAttempts attempts = ModelAttempts.of(context);
    return attempts == null ? other : attempts.in(other);
  }

  /** The SDK has its answer, or has given up; whatever it waits for. */
  public static void exit(@Nullable AttemptScope scope) {
    if (scope != null) {
      scope.scope.close();
      scope.settle();
    }
  }

  /** The same of an SDK that goes on elsewhere. */
  public static void exit(@Nullable AttemptScope scope, @Nullable CompletableFuture<?> answer) {
    if (scope == null) {
      return;
    }
    scope.scope.close();
    if (answer == null) {
      scope.settle();
    } else if (scope.begun != null) {
      answer.whenComplete((response, failure) -> scope.settle());
    }
  }

  private void settle() {
    if (begun != null) {
      known.remove(identity);
      begun.settle();
    }
  }

  /** An object, whatever it says it is equal to. */
  private static final class Identity extends WeakReference<Object> {
    private final int hash;

    Identity(Object referent) {
      super(referent, collected);
      this.hash = System.identityHashCode(referent);
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return this == other
          || (other instanceof Identity identity
              && identity.get() != null
              && refersTo(identity.get()));
    }
  }
}
