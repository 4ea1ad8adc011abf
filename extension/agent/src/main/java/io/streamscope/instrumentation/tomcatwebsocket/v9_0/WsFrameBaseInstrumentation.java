/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.MessageScope;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/** What comes in: messages, or parts of them, are handed to the application here. */
final class WsFrameBaseInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.tomcat.websocket.WsFrameBase");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("sendMessageText").and(takesArguments(boolean.class)), advice + "$TextAdvice");
    transformer.applyAdviceToMethod(
        named("sendMessageBinary").and(takesArguments(ByteBuffer.class, boolean.class)),
        advice + "$BinaryAdvice");
    transformer.applyAdviceToMethod(
        named("handleThrowableOnSend").and(takesArguments(Throwable.class)),
        advice + "$HandleThrowableAdvice");
    transformer.applyAdviceToMethod(
        named("processDataControl").and(takesArguments(0)), advice + "$ControlAdvice");
  }

  @SuppressWarnings("unused")
  public static class TextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.FieldValue("wsSession") WsSession session,
        @Advice.FieldValue("messageBufferText") CharBuffer text,
        @Advice.Argument(0) boolean last) {
      return TomcatWebSocket.receivedText(session, text, last);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("wsSession") WsSession session,
        @Advice.Enter @Nullable MessageScope scope) {
      TomcatWebSocket.handled(session, scope);
    }
  }

  @SuppressWarnings("unused")
  public static class BinaryAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.FieldValue("wsSession") WsSession session,
        @Advice.Argument(0) ByteBuffer bytes,
        @Advice.Argument(1) boolean last) {
      return TomcatWebSocket.receivedBinary(session, bytes, last);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("wsSession") WsSession session,
        @Advice.Enter @Nullable MessageScope scope) {
      TomcatWebSocket.handled(session, scope);
    }
  }

  /** What the application has thrown: Tomcat gives it back to its error handler. */
  @SuppressWarnings("unused")
  public static class HandleThrowableAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("wsSession") WsSession session, @Advice.Argument(0) Throwable thrown) {
      TomcatWebSocket.failing(session, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class ControlAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static byte onEnter(@Advice.FieldValue("opCode") byte kind) {
      return kind;
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("wsSession") WsSession session,
        @Advice.Enter byte kind,
        @Advice.Return boolean whole) {
      if (whole) {
        TomcatWebSocket.controlled(session, kind);
      }
    }
  }
}
