/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** What a connection is for, and where close frames are written; since 5.0. */
final class WebSocketConnectionImplInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "io.vertx.core.http.impl.WebSocketConnectionImpl",
        "io.vertx.core.http.impl.websocket.WebSocketConnectionImpl"); // since 5.1
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("webSocket").and(takesArguments(1)), getClass().getName() + "$WebSocketAdvice");
    transformer.applyAdviceToMethod(
        named("writeClose")
            .and(takesArguments(1))
            .or(named("handleClose").and(takesArguments(2))), // in 5.0
        getClass().getName() + "$WriteCloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class WebSocketAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) @Nullable Object socket) {
      ServedRequest.connected(socket);
    }
  }

  /** Whoever closes, and when it is time to. */
  @SuppressWarnings("unused")
  public static class WriteCloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("webSocket") @Nullable Object socket,
        @Advice.FieldValue("closeReceived") boolean answer) {
      VertxWebSocket.closing(socket, answer);
    }
  }
}
