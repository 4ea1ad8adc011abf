/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * What the container tells an emitter: the request timed out, failed, or is over. Runs on a thread
 * of the container, without context.
 */
final class EmitterCallbackInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter$DefaultCallback",
        "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter$ErrorCallback");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(named("run"), getClass().getName() + "$RunAdvice");
    transformer.applyAdviceToMethod(
        named("accept").and(takesArgument(0, Throwable.class)),
        getClass().getName() + "$AcceptAdvice");
  }

  @SuppressWarnings("unused")
  public static class RunAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object callback, @Advice.FieldValue("this$0") ResponseBodyEmitter emitter) {
      EmitterStream.called(emitter, callback);
    }
  }

  @SuppressWarnings("unused")
  public static class AcceptAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("this$0") ResponseBodyEmitter emitter,
        @Advice.Argument(0) Throwable error) {
      EmitterStream.failed(emitter, error);
    }
  }
}
