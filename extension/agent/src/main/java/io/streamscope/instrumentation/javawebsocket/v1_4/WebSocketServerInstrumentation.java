/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.java_websocket.WebSocket;
import org.jspecify.annotations.Nullable;

/** Connections that break: the server closes them like one that the application cuts. */
final class WebSocketServerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.java_websocket.server.WebSocketServer");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("handleIOException").and(takesArguments(3)).and(takesArgument(2, IOException.class)),
        getClass().getName() + "$IoExceptionAdvice");
  }

  @SuppressWarnings("unused")
  public static class IoExceptionAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(1) @Nullable WebSocket socket, @Advice.Argument(2) IOException failure) {
      OpenWebSocket.failed(socket, failure);
    }
  }
}
