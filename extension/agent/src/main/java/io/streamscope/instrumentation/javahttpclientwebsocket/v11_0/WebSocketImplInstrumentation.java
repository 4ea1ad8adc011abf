/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclientwebsocket.v11_0;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** A connection: what the application does with it. */
final class WebSocketImplInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("jdk.internal.net.http.websocket.WebSocketImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        isConstructor().and(takesArgument(3, named("java.net.http.WebSocket$Listener"))),
        advice + "$ConstructorAdvice");
    transformer.applyAdviceToMethod(
        named("sendText").and(takesArguments(CharSequence.class, boolean.class)),
        advice + "$SendTextAdvice");
    transformer.applyAdviceToMethod(
        named("sendBinary").and(takesArguments(ByteBuffer.class, boolean.class)),
        advice + "$SendBinaryAdvice");
    transformer.applyAdviceToMethod(
        named("sendPing").and(takesArguments(ByteBuffer.class)), advice + "$SendPingAdvice");
    transformer.applyAdviceToMethod(
        named("sendClose").and(takesArguments(int.class, String.class)),
        advice + "$SendCloseAdvice");
    transformer.applyAdviceToMethod(named("abort").and(takesArguments(0)), advice + "$AbortAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConstructorAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocket socket, @Advice.FieldValue("listener") WebSocket.Listener listener) {
      TracingWebSocketListener.opened(socket, listener);
    }
  }

  @SuppressWarnings("unused")
  public static class SendTextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable CharSequence onEnter(
        @Advice.This WebSocket socket,
        @Advice.Argument(0) @Nullable CharSequence text,
        @Advice.Argument(1) boolean last) {
      return OpenWebSocket.sendingText(socket, text, last);
    }
  }

  @SuppressWarnings("unused")
  public static class SendBinaryAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocket socket,
        @Advice.Argument(0) @Nullable ByteBuffer bytes,
        @Advice.Argument(1) boolean last) {
      OpenWebSocket.sendingBytes(socket, bytes, last);
    }
  }

  @SuppressWarnings("unused")
  public static class SendPingAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket) {
      OpenWebSocket.pinging(socket);
    }
  }

  @SuppressWarnings("unused")
  public static class SendCloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket, @Advice.Argument(0) int code) {
      OpenWebSocket.closing(socket, code);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocket socket, @Advice.Return CompletableFuture<WebSocket> sent) {
      OpenWebSocket.closed(socket, sent);
    }
  }

  @SuppressWarnings("unused")
  public static class AbortAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket) {
      OpenWebSocket.aborted(socket);
    }
  }
}
