/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Where each servlet edition takes note that an asynchronous request took too long. */
final class ServletChannelStateInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "org.eclipse.jetty.ee11.servlet.ServletChannelState",
        "org.eclipse.jetty.ee10.servlet.ServletChannelState",
        "org.eclipse.jetty.ee10.servlet.ServletRequestState", // its name before 12.0.1
        "org.eclipse.jetty.ee9.nested.HttpChannelState",
        "org.eclipse.jetty.ee8.nested.HttpChannelState");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onTimeout").and(takesArguments(0)), getClass().getName() + "$OnTimeoutAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnTimeoutAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This Object state) throws ReflectiveOperationException {
      ServletRequests.timedOut(state);
    }
  }
}
