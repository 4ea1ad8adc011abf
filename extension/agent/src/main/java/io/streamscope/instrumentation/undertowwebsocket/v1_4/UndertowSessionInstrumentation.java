/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.undertow.websockets.client.WebSocketClient.ConnectionBuilder;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import java.net.URI;
import java.util.Map;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** A connection: when it is there, and when it is closed. */
final class UndertowSessionInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.undertow.websockets.jsr.UndertowSession");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("setupWebSocketChannel").and(takesArguments(1)),
        getClass().getName() + "$SetupAdvice");
    transformer.applyAdviceToMethod(
        named("closeInternal").and(takesArguments(1)),
        getClass().getName() + "$CloseInternalAdvice");
  }

  @SuppressWarnings("unused")
  public static class SetupAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This UndertowSession session,
        @Advice.Argument(0) WebSocketChannel channel,
        @Advice.FieldValue("requestUri") URI uri,
        @Advice.FieldValue("pathParameters") Map<String, String> parameters,
        @Advice.FieldValue("clientConnectionBuilder") @Nullable ConnectionBuilder builder) {
      if (builder == null) {
        UndertowWebSocket.opened(session, channel, uri, parameters);
      } else {
        UndertowWebSocket.opened(session, channel, uri, builder);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class CloseInternalAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("webSocketChannel") @Nullable WebSocketChannel channel) {
      UndertowWebSocket.closed(channel);
    }
  }
}
