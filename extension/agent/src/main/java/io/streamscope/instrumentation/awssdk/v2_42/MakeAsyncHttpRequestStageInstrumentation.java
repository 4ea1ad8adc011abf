/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.internal.http.RequestExecutionContext;
import software.amazon.awssdk.http.SdkHttpFullRequest;

/** Where each attempt of a request is handed to the HTTP client, and its call is still known. */
final class MakeAsyncHttpRequestStageInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "software.amazon.awssdk.core.internal.http.pipeline.stages.MakeAsyncHttpRequestStage");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("executeHttpRequest")
            .and(takesArguments(2))
            .and(takesArgument(0, named("software.amazon.awssdk.http.SdkHttpFullRequest")))
            .and(
                takesArgument(
                    1, named("software.amazon.awssdk.core.internal.http.RequestExecutionContext"))),
        getClass().getName() + "$ExecuteHttpRequestAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteHttpRequestAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable IssuedRequest onEnter(
        @Advice.Argument(0) SdkHttpFullRequest request,
        @Advice.Argument(1) RequestExecutionContext context) {
      return IssuedRequest.begin(request, context);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable IssuedRequest issued, @Advice.Thrown @Nullable Throwable thrown) {
      IssuedRequest.end(issued, thrown);
    }
  }
}
