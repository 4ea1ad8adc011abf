/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertow.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.undertow.server.HttpServerExchange;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Where Undertow takes note that an asynchronous request took too long or failed. */
final class AsyncContextInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.undertow.servlet.spec.AsyncContextImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onAsyncTimeout").and(takesArguments(0)),
        getClass().getName() + "$OnAsyncTimeoutAdvice");
    transformer.applyAdviceToMethod(
        named("onAsyncError").and(takesArguments(Throwable.class)),
        getClass().getName() + "$OnAsyncErrorAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnAsyncTimeoutAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("exchange") HttpServerExchange exchange) {
      UndertowResponse.timedOut(exchange);
    }
  }

  @SuppressWarnings("unused")
  public static class OnAsyncErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("exchange") HttpServerExchange exchange,
        @Advice.Argument(0) Throwable failure) {
      UndertowResponse.failed(exchange, failure);
    }
  }
}
