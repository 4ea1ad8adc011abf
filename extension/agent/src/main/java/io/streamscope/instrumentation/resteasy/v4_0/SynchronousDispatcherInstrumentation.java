/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.resteasy.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jboss.resteasy.spi.HttpRequest;
import org.jboss.resteasy.spi.HttpResponse;

/** Where a request enters, on the container's thread, and where every failure arrives, on any. */
final class SynchronousDispatcherInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.jboss.resteasy.core.SynchronousDispatcher");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("invoke", "invokePropagateNotFound").and(takesArguments(2)),
        getClass().getName() + "$InvokeAdvice");
    transformer.applyAdviceToMethod(
        named("writeException").and(takesArguments(4)),
        getClass().getName() + "$WriteExceptionAdvice");
  }

  @SuppressWarnings("unused")
  public static class InvokeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) HttpRequest request) {
      ResteasyResponse.begin(request);
    }
  }

  @SuppressWarnings("unused")
  public static class WriteExceptionAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) HttpRequest request,
        @Advice.Argument(1) HttpResponse response,
        @Advice.Argument(2) Throwable failure) {
      ResteasyResponse.failed(request, response, failure);
    }
  }
}
