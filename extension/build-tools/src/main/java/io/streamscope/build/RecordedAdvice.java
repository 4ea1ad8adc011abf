/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isNative;
import static net.bytebuddy.matcher.ElementMatchers.isSynthetic;
import static net.bytebuddy.matcher.ElementMatchers.isVirtual;
import static net.bytebuddy.matcher.ElementMatchers.not;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Advice that a type description asks for.
 *
 * @param methods what it is for
 * @param customizer what it changes of the agent's way to weave
 * @param className the class of the advice
 */
record RecordedAdvice(
    ElementMatcher<? super MethodDescription> methods,
    Function<Advice.WithCustomMapping, Advice.WithCustomMapping> customizer,
    String className) {

  /** Byte Buddy leaves the others alone, bridges among them; lambdas are private. */
  private static final ElementMatcher<MethodDescription> CAN_BE_WOVEN =
      isMethod()
          .or(isConstructor())
          .and(not(isAbstract()))
          .and(not(isNative()))
          .and(not(isVirtual().and(isSynthetic())));

  static List<RecordedAdvice> of(TypeInstrumentation description) {
    Recorder recorder = new Recorder();
    description.transform(recorder);
    return recorder.advice;
  }

  /** The name of the type description and of the advice in it: {@code Type$Advice}. */
  String simpleName() {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  List<MethodDescription.InDefinedShape> methods(TypeDescription type) {
    return type.getDeclaredMethods().stream()
        .filter(method -> CAN_BE_WOVEN.matches(method) && methods.matches(method))
        .toList();
  }

  private static final class Recorder implements TypeTransformer {
    private final List<RecordedAdvice> advice = new ArrayList<>();

    @Override
    public void applyAdviceToMethod(
        ElementMatcher<? super MethodDescription> methodMatcher,
        Function<Advice.WithCustomMapping, Advice.WithCustomMapping> adviceCustomizer,
        String adviceClassName) {
      advice.add(new RecordedAdvice(methodMatcher, adviceCustomizer, adviceClassName));
    }

    @Override
    public void applyTransformer(AgentBuilder.Transformer transformer) {
      throw new UnsupportedOperationException("the check knows advice only, not " + transformer);
    }
  }
}
