/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.Handshake;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.jspecify.annotations.Nullable;

/** Who asks for a connection: the thread that opens it, and reads, is another one. */
final class WebSocketClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.java_websocket.client.WebSocketClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("connect").and(takesArguments(0)), advice + "$ConnectAdvice");
    transformer.applyAdviceToMethod(named("run").and(takesArguments(0)), advice + "$RunAdvice");
    transformer.applyAdviceToMethod(
        named("handleIOException").and(takesArguments(IOException.class)),
        advice + "$IoExceptionAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConnectAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocketClient client) {
      OpenWebSocket.connecting(client);
    }
  }

  @SuppressWarnings("unused")
  public static class RunAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static Handshake onEnter(@Advice.This WebSocketClient client) {
      return OpenWebSocket.running(client);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocketClient client, @Advice.Enter @Nullable Handshake handshake) {
      if (handshake != null) {
        OpenWebSocket.stopped(client, handshake);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class IoExceptionAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("engine") WebSocket engine, @Advice.Argument(0) IOException failure) {
      OpenWebSocket.failed(engine, failure);
    }
  }
}
