/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.websocket.v5_3;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** A method that messages are mapped to has failed, and the application has none for that. */
final class AbstractMethodMessageHandlerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.springframework.messaging.handler.invocation.AbstractMethodMessageHandler");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getExceptionHandlerMethod")
            .and(takesArguments(2))
            .and(takesArgument(1, Exception.class)),
        getClass().getName() + "$ExceptionHandlerAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExceptionHandlerAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(1) Exception thrown, @Advice.Return @Nullable Object handler) {
      if (handler == null) {
        FailedHandler.caught(thrown);
      }
    }
  }
}
