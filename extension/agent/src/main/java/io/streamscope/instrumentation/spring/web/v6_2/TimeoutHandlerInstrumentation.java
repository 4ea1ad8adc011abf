/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.web.v6_2;

import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.Deadline;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Cancels the request or closes its body when the time is up, on a timer of the JDK. What it does
 * then is a lambda: static in 6.2.0, of the instance since, the only method that is given the
 * response's future.
 */
final class TimeoutHandlerInstrumentation implements TypeInstrumentation {

  static final String TYPE = "org.springframework.http.client.JdkClientHttpRequest$TimeoutHandler";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(TYPE);
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        isMethod()
            .and(returns(void.class))
            .and(takesArguments(1))
            .and(takesArgument(0, named("java.util.concurrent.CompletableFuture"))),
        getClass().getName() + "$TimeIsUpAdvice");
  }

  @SuppressWarnings("unused")
  public static class TimeIsUpAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter() {
      Deadline.begin();
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit() {
      Deadline.end();
    }
  }
}
