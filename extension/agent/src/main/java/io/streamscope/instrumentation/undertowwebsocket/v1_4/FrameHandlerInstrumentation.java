/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** What comes in: messages, or parts of them, and control frames. */
final class FrameHandlerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.undertow.websockets.jsr.FrameHandler");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        namedOneOf("invokeTextHandler", "invokeBinaryHandler")
            .and(takesArguments(3))
            .and(takesArgument(2, boolean.class)),
        advice + "$InvokeAdvice");
    transformer.applyAdviceToMethod(
        named("invokeOnError").and(takesArguments(Throwable.class)), advice + "$OnErrorAdvice");
    transformer.applyAdviceToMethod(
        named("onFullPongMessage").and(takesArguments(2)), advice + "$PongAdvice");
    transformer.applyAdviceToMethod(
        named("onFullCloseMessage").and(takesArguments(2)), advice + "$CloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class InvokeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("session") UndertowSession session, @Advice.Argument(2) boolean last) {
      IncomingMessage.read(session, last);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit() {
      IncomingMessage.handed();
    }
  }

  @SuppressWarnings("unused")
  public static class OnErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) Throwable thrown) {
      TracingRunnable.failing(thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class PongAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) WebSocketChannel channel) {
      UndertowWebSocket.ponged(channel);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) WebSocketChannel channel) {
      IncomingMessage.readClose(channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit() {
      IncomingMessage.handed();
    }
  }
}
