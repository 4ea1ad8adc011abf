/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.MessageScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.Handshakedata;
import org.jspecify.annotations.Nullable;

/** Where the server and the client call the application. */
final class WebSocketListenerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "org.java_websocket.server.WebSocketServer", "org.java_websocket.client.WebSocketClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("onWebsocketOpen").and(takesArguments(2)), advice + "$OpenAdvice");
    transformer.applyAdviceToMethod(
        named("onWebsocketMessage").and(takesArguments(2)), advice + "$MessageAdvice");
  }

  @SuppressWarnings("unused")
  public static class OpenAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Object listener,
        @Advice.Argument(0) WebSocket socket,
        @Advice.Argument(1) Handshakedata handshake) {
      OpenWebSocket.opened(listener, socket, handshake);
    }
  }

  @SuppressWarnings("unused")
  public static class MessageAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.Argument(0) WebSocket socket, @Advice.Argument(1) Object message) {
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
}
