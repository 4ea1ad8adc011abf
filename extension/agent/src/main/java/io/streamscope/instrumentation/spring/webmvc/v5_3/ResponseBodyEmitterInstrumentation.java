/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/**
 * {@code initialize} runs on the request's thread when Spring hands the response to the emitter:
 * there the stream starts. {@code send} may come from any thread.
 */
final class ResponseBodyEmitterInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter",
        "org.springframework.web.servlet.mvc.method.annotation.SseEmitter");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("initialize").and(takesArguments(1)), getClass().getName() + "$InitializeAdvice");
    transformer.applyAdviceToMethod(
        // that of an object alone only calls another
        named("send").and(isPublic()).and(not(takesArguments(Object.class))),
        getClass().getName() + "$SendAdvice");
    transformer.applyAdviceToMethod(
        named("complete").and(takesArguments(0)), getClass().getName() + "$CompleteAdvice");
    transformer.applyAdviceToMethod(
        named("completeWithError").and(takesArguments(1)),
        getClass().getName() + "$CompleteWithErrorAdvice");
  }

  @SuppressWarnings("unused")
  public static class InitializeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable EmitterSend onEnter(@Advice.This ResponseBodyEmitter emitter) {
      return EmitterStream.initialize(emitter);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This ResponseBodyEmitter emitter,
        @Advice.FieldValue("timeoutCallback") Object timeoutCallback,
        @Advice.FieldValue("complete") boolean complete,
        @Advice.FieldValue("failure") @Nullable Throwable failure,
        @Advice.Enter @Nullable EmitterSend send,
        @Advice.Thrown @Nullable Throwable thrown) {
      EmitterStream.initialized(emitter, timeoutCallback, complete, failure, send, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class SendAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable EmitterSend onEnter(@Advice.This ResponseBodyEmitter emitter) {
      return EmitterStream.send(emitter);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable EmitterSend send, @Advice.Thrown @Nullable Throwable thrown) {
      EmitterStream.sent(send, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class CompleteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This ResponseBodyEmitter emitter) {
      EmitterStream.completed(emitter, null);
    }
  }

  @SuppressWarnings("unused")
  public static class CompleteWithErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This ResponseBodyEmitter emitter, @Advice.Argument(0) Throwable error) {
      EmitterStream.completed(emitter, error);
    }
  }
}
