/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.anthropic.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Whether the SDK makes spans of its own, since 2.72: not while ours are there. */
final class OpenTelemetryTracesInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.anthropic.core.opentelemetry.OpenTelemetryTraces");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("enabled").and(takesArguments(0)).and(returns(boolean.class)),
        getClass().getName() + "$EnabledAdvice");
  }

  @SuppressWarnings("unused")
  public static class EnabledAdvice {

    /** Whether to skip the method, which is to answer no; a returned no would not be assigned. */
    @Advice.OnMethodEnter(
        skipOn = Advice.OnNonDefaultValue.class,
        suppress = Throwable.class,
        inline = false)
    public static boolean onEnter() {
      return true;
    }
  }
}
