/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertow.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.ServerResponse;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Where every response gets its channel, and where it is over. */
final class HttpServerExchangeInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.undertow.server.HttpServerExchange");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getResponseChannel").and(takesArguments(0)),
        getClass().getName() + "$GetResponseChannelAdvice");
    transformer.applyAdviceToMethod(
        named("invokeExchangeCompleteListeners").and(takesArguments(0)),
        getClass().getName() + "$InvokeExchangeCompleteListenersAdvice");
  }

  @SuppressWarnings("unused")
  public static class GetResponseChannelAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ServerResponse onEnter(@Advice.This HttpServerExchange exchange) {
      return UndertowResponse.starting(exchange);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable ServerResponse stream, @Advice.Return @Nullable Object channel) {
      UndertowResponse.started(stream, channel);
    }
  }

  @SuppressWarnings("unused")
  public static class InvokeExchangeCompleteListenersAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This HttpServerExchange exchange) {
      UndertowResponse.ended(exchange);
    }
  }
}
