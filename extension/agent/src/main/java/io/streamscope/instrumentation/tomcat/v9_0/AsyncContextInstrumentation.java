/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcat.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.catalina.connector.Request;
import org.jspecify.annotations.Nullable;

/** Where the container takes note that an asynchronous request timed out or failed. */
final class AsyncContextInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.catalina.core.AsyncContextImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("timeout").and(takesArguments(0)), getClass().getName() + "$TimeoutAdvice");
    transformer.applyAdviceToMethod(
        named("setErrorState").and(takesArgument(0, Throwable.class)),
        getClass().getName() + "$SetErrorStateAdvice");
  }

  @SuppressWarnings("unused")
  public static class TimeoutAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("request") @Nullable Request request) {
      TomcatResponse.timedOut(request);
    }
  }

  @SuppressWarnings("unused")
  public static class SetErrorStateAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("request") @Nullable Request request,
        @Advice.Argument(0) Throwable failure) {
      TomcatResponse.failed(request, failure);
    }
  }
}
