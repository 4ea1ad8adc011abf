/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A thread while it issues a request. What the thread does meanwhile belongs to the call, unless it
 * is another request. Closed on the thread that opened it.
 */
public final class CallScope implements Scope {

  private static final ThreadLocal<InboundCall> issuing = new ThreadLocal<>();

  private final InboundCall call;
  private final @Nullable InboundCall before;
  private final Scope context;

  private CallScope(InboundCall call, Scope context) {
    this.call = call;
    this.before = issuing.get();
    this.context = context;
    issuing.set(call);
  }

  /** The call also travels with the context, to whatever thread the library takes that to. */
  static CallScope travelling(InboundCall call) {
    return new CallScope(call, call.in(Context.current()).makeCurrent());
  }

  /** The current context, and with it what other threads do, stays as it is. */
  static CallScope staying(InboundCall call) {
    return new CallScope(call, Scope.noop());
  }

  /** The call that the calling thread is issuing, null if none. */
  static @Nullable InboundCall call() {
    return issuing.get();
  }

  /** The request has been issued, or could not be. */
  public static void end(@Nullable CallScope scope, @Nullable Throwable thrown) {
    if (scope != null) {
      scope.close();
      if (thrown != null) {
        scope.call.failed(thrown);
      }
    }
  }

  /** The same of a request that the application may give up by its future. */
  public static void end(
      @Nullable CallScope scope, @Nullable Future<?> future, @Nullable Throwable thrown) {
    end(scope, thrown);
    if (scope != null && future != null) {
      scope.call.issued(future);
    }
  }

  @Override
  public void close() {
    if (before == null) {
      issuing.remove();
    } else {
      issuing.set(before);
    }
    context.close();
  }
}
