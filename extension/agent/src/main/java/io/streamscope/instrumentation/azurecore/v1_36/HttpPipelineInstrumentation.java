/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.azurecore.v1_36;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.Context;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What each call of an SDK passes once: behind it are the policies, one of which tries again. */
final class HttpPipelineInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.azure.core.http.HttpPipeline");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("send")
            .and(takesArguments(1))
            .and(takesArgument(0, named("com.azure.core.http.HttpPipelineCallContext"))),
        getClass().getName() + "$SendAdvice");
    transformer.applyAdviceToMethod(
        named("sendSync")
            .and(takesArguments(2))
            .and(takesArgument(0, named("com.azure.core.http.HttpRequest")))
            .and(takesArgument(1, named("com.azure.core.util.Context"))),
        getClass().getName() + "$SendSyncAdvice");
  }

  @SuppressWarnings("unused")
  public static class SendAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @AssignReturned.ToReturned
    public static Mono<HttpResponse> onExit(
        @Advice.Argument(0) HttpPipelineCallContext call,
        @Advice.Return Mono<HttpResponse> response) {
      return TracingResponse.of(response, call);
    }
  }

  @SuppressWarnings("unused")
  public static class SendSyncAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @AssignReturned.ToArguments(@ToArgument(value = 1, index = 1))
    public static @Nullable Object @Nullable [] onEnter(
        @Advice.Argument(0) HttpRequest request, @Advice.Argument(1) @Nullable Context context) {
      return AzureCall.begin(request, context);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Object @Nullable [] begun) {
      AzureCall.end(begun);
    }
  }
}
