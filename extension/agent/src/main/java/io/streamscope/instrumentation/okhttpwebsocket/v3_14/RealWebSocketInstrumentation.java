/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpwebsocket.v3_14;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.WebSocketSession;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import okhttp3.WebSocket;
import okio.ByteString;
import org.jspecify.annotations.Nullable;

/** A connection of a client; that of a server, for tests, never connects. */
final class RealWebSocketInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("okhttp3.internal.ws.RealWebSocket");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("connect").and(takesArguments(1)), advice + "$ConnectAdvice");
    transformer.applyAdviceToMethod(named("initReaderAndWriter"), advice + "$OpenedAdvice");
    transformer.applyAdviceToMethod(
        named("onReadMessage").and(takesArguments(1)), advice + "$MessageAdvice");
    transformer.applyAdviceToMethod(
        named("send")
            .and(takesArguments(2))
            .and(takesArgument(0, named("okio.ByteString")))
            .and(takesArgument(1, int.class)),
        advice + "$SendAdvice");
    transformer.applyAdviceToMethod(
        named("send").and(takesArguments(String.class)), advice + "$SendTextAdvice");
    transformer.applyAdviceToMethod(
        nameStartsWith("writePingFrame").and(takesArguments(0)), advice + "$PingAdvice");
    transformer.applyAdviceToMethod(named("onReadPong"), advice + "$PongAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(3)).and(takesArgument(0, int.class)),
        advice + "$CloseAdvice");
    transformer.applyAdviceToMethod(
        named("onReadClose").and(takesArgument(0, int.class)), advice + "$ReadCloseAdvice");
    transformer.applyAdviceToMethod(
        named("cancel").and(takesArguments(0)), advice + "$CancelAdvice");
    transformer.applyAdviceToMethod(
        named("failWebSocket").and(takesArgument(0, Exception.class)), advice + "$FailAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConnectAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(@Advice.This WebSocket socket) {
      return OpenWebSocket.connecting(socket);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Scope scope) {
      if (scope != null) {
        scope.close();
      }
    }
  }

  @SuppressWarnings("unused")
  public static class OpenedAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This WebSocket socket) {
      OpenWebSocket.opened(socket);
    }
  }

  @SuppressWarnings("unused")
  public static class MessageAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.This WebSocket socket, @Advice.Argument(0) Object message) {
      return OpenWebSocket.received(socket, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable MessageScope scope, @Advice.Thrown @Nullable Throwable thrown) {
      if (scope != null) {
        scope.close(thrown);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class SendTextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable String onEnter(
        @Advice.This WebSocket socket, @Advice.Argument(0) @Nullable String text) {
      return OpenWebSocket.traced(socket, text);
    }
  }

  @SuppressWarnings("unused")
  public static class SendAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable WebSocketSession onEnter(
        @Advice.This WebSocket socket,
        @Advice.Argument(0) ByteString bytes,
        @Advice.Argument(1) int kind) {
      return OpenWebSocket.sending(socket, bytes, kind);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable WebSocketSession session,
        @Advice.Argument(0) ByteString bytes,
        @Advice.Argument(1) int kind,
        @Advice.Return boolean accepted) {
      if (session != null) {
        OpenWebSocket.sent(session, bytes, kind, accepted);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class PingAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket) {
      OpenWebSocket.pinging(socket);
    }
  }

  @SuppressWarnings("unused")
  public static class PongAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket) {
      OpenWebSocket.ponged(socket);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket, @Advice.Argument(0) int code) {
      OpenWebSocket.closing(socket, code, false);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocket socket, @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        OpenWebSocket.notClosing(socket);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class ReadCloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket, @Advice.Argument(0) int code) {
      OpenWebSocket.closing(socket, code, true);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This WebSocket socket) {
      OpenWebSocket.closed(socket);
    }
  }

  @SuppressWarnings("unused")
  public static class CancelAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocket socket) {
      OpenWebSocket.cancelled(socket);
    }
  }

  @SuppressWarnings("unused")
  public static class FailAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocket socket, @Advice.Argument(0) Exception failure) {
      OpenWebSocket.failed(socket, failure);
    }
  }
}
