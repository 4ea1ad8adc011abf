/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclientwebsocket.v11_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.net.URI;
import java.net.http.WebSocket;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** The application opens a connection. */
final class BuilderImplInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("jdk.internal.net.http.websocket.BuilderImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("buildAsync")
            .and(takesArguments(2))
            .and(takesArgument(1, named("java.net.http.WebSocket$Listener"))),
        getClass().getName() + "$BuildAsyncAdvice");
  }

  @SuppressWarnings("unused")
  public static class BuildAsyncAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(1))
    public static WebSocket.@Nullable Listener onEnter(
        @Advice.Argument(0) @Nullable URI uri,
        @Advice.Argument(1) WebSocket.@Nullable Listener listener) {
      return TracingWebSocketListener.of(uri, listener);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter WebSocket.@Nullable Listener listener) {
      TracingWebSocketListener.issued(listener);
    }
  }
}
