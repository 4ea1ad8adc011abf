/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.internal.WebSocketSessionState;

/** What every frame is asked for by, either way; one that may not pass is an exception. */
final class WebSocketSessionStateInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.eclipse.jetty.websocket.core.internal.WebSocketSessionState");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onIncomingFrame").and(takesArguments(1)), getClass().getName() + "$IncomingAdvice");
    transformer.applyAdviceToMethod(
        named("onOutgoingFrame").and(takesArguments(1)), getClass().getName() + "$OutgoingAdvice");
  }

  @SuppressWarnings("unused")
  public static class IncomingAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocketSessionState state, @Advice.Argument(0) Frame frame) {
      JettyWebSocket.incoming(state, frame);
    }
  }

  @SuppressWarnings("unused")
  public static class OutgoingAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocketSessionState state, @Advice.Argument(0) Frame frame) {
      JettyWebSocket.outgoing(state, frame);
    }
  }
}
