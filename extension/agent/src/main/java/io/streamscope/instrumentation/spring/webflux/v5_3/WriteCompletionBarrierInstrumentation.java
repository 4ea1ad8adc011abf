/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webflux.v5_3;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.springframework.http.server.reactive.ChannelSendOperator;

/** Learns from the server that all has been written, or could not be. */
final class WriteCompletionBarrierInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "org.springframework.http.server.reactive.ChannelSendOperator$WriteCompletionBarrier");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onComplete").and(takesArguments(0)), getClass().getName() + "$OnCompleteAdvice");
    transformer.applyAdviceToMethod(
        named("onError").and(takesArguments(Throwable.class)),
        getClass().getName() + "$OnErrorAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnCompleteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("this$0") ChannelSendOperator<?> operator) {
      PublishedStream.written(operator, null);
    }
  }

  @SuppressWarnings("unused")
  public static class OnErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("this$0") ChannelSendOperator<?> operator,
        @Advice.Argument(0) Throwable failure) {
      PublishedStream.written(operator, failure);
    }
  }
}
