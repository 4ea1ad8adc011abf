/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.azurecore.v1_36;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.util.Context;
import io.streamscope.http.AttemptScope;
import io.streamscope.stream.Guard;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of an SDK, with however many requests. The policy that traces goes on in the context
 * that the call has with it, not in the thread's: that one has to know of the attempts, too.
 */
public final class AzureCall {

  /** Where azure-core's tracing keeps a context of OpenTelemetry. */
  private static final String TRACE_CONTEXT = "trace-context";

  private AzureCall() {}

  /**
   * A call begins that this thread waits for.
   *
   * @return its scope, and the context to send the request with; null if nothing is to be done
   */
  public static @Nullable Object @Nullable [] begin(
      HttpRequest request, @Nullable Context context) {
    AttemptScope scope = AttemptScope.enter(request);
    if (scope == null) {
      return null;
    }
    @Nullable Object[] begun = {scope, context};
    Guard.run(() -> begun[1] = inScope(scope, context));
    return begun;
  }

  private static @Nullable Context inScope(AttemptScope scope, @Nullable Context context) {
    if (context != null
        && context.getData(TRACE_CONTEXT).orElse(null)
            instanceof io.opentelemetry.context.Context traced) {
      return context.addData(TRACE_CONTEXT, scope.in(traced));
    }
    return context;
  }

  /** It has its answer, or has failed for good. */
  public static void end(@Nullable Object @Nullable [] begun) {
    if (begun != null && begun[0] instanceof AttemptScope scope) {
      AttemptScope.exit(scope);
    }
  }

  /**
   * A call begins that nobody waits for.
   *
   * @return null if nothing is to be done
   */
  static @Nullable AttemptScope begin(HttpPipelineCallContext call) {
    AttemptScope scope = AttemptScope.enter(new Object());
    if (scope != null) {
      Guard.run(() -> inScope(scope, call));
    }
    return scope;
  }

  private static void inScope(AttemptScope scope, HttpPipelineCallContext call) {
    Optional<Object> data = call.getData(TRACE_CONTEXT);
    if (data.orElse(null) instanceof io.opentelemetry.context.Context traced) {
      call.setData(TRACE_CONTEXT, scope.in(traced));
    }
  }
}
