/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webflux.v5_3;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.springframework.http.server.reactive.ChannelSendOperator;

/**
 * The subscriber that Spring puts between a publisher and the server: made for each subscription,
 * before it subscribes.
 */
final class WriteBarrierInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.springframework.http.server.reactive.ChannelSendOperator$WriteBarrier");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        isConstructor().and(takesArguments(2)), getClass().getName() + "$ConstructorAdvice");
    transformer.applyAdviceToMethod(
        named("onError").and(takesArguments(Throwable.class)),
        getClass().getName() + "$OnErrorAdvice");
    transformer.applyAdviceToMethod(
        named("cancel").and(takesArguments(0)), getClass().getName() + "$CancelAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConstructorAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) ChannelSendOperator<?> operator) {
      PublishedStream.subscribing(operator);
    }
  }

  @SuppressWarnings("unused")
  public static class OnErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("this$0") ChannelSendOperator<?> operator,
        @Advice.Argument(0) Throwable failure) {
      PublishedStream.failed(operator, failure);
    }
  }

  @SuppressWarnings("unused")
  public static class CancelAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("this$0") ChannelSendOperator<?> operator) {
      PublishedStream.cancelled(operator);
    }
  }
}
