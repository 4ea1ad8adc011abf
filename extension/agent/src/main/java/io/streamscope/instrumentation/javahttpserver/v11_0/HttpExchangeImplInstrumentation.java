/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpserver.v11_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.sun.net.httpserver.HttpExchange;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.ServerResponse;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Where the headers of every response are sent, once. */
final class HttpExchangeImplInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "sun.net.httpserver.HttpExchangeImpl", "sun.net.httpserver.HttpsExchangeImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("sendResponseHeaders").and(takesArguments(int.class, long.class)),
        getClass().getName() + "$SendResponseHeadersAdvice");
  }

  @SuppressWarnings("unused")
  public static class SendResponseHeadersAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ServerResponse onEnter(
        @Advice.This HttpExchange exchange,
        @Advice.Argument(0) int status,
        @Advice.Argument(1) long length) {
      return JavaHttpServerResponse.starting(exchange, status, length);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable ServerResponse stream, @Advice.Thrown @Nullable Throwable thrown) {
      JavaHttpServerResponse.started(stream, thrown);
    }
  }
}
