/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.internal.WebSocketSessionState;

/** A connection: when it opens, when the application has failed, when it is closed. */
final class WebSocketCoreSessionInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "org.eclipse.jetty.websocket.core.WebSocketCoreSession",
        "org.eclipse.jetty.websocket.core.internal.WebSocketCoreSession"); // before 12
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("onOpen").and(takesArguments(0)), advice + "$OnOpenAdvice");
    transformer.applyAdviceToMethod(
        named("processHandlerError").and(takesArgument(0, Throwable.class)),
        advice + "$HandlerErrorAdvice");
    transformer.applyAdviceToMethod(
        named("closeConnection")
            .and(takesArgument(0, named("org.eclipse.jetty.websocket.core.CloseStatus"))),
        advice + "$CloseConnectionAdvice");
    transformer.applyAdviceToMethod(named("abort").and(takesArguments(0)), advice + "$AbortAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnOpenAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This CoreSession session,
        @Advice.FieldValue("sessionState") WebSocketSessionState state) {
      JettyWebSocket.opening(session, state);
    }
  }

  @SuppressWarnings("unused")
  public static class HandlerErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This CoreSession session, @Advice.Argument(0) Throwable thrown) {
      JettyWebSocket.failing(session, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseConnectionAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This CoreSession session, @Advice.Argument(0) CloseStatus status) {
      JettyWebSocket.closed(session, status);
    }
  }

  @SuppressWarnings("unused")
  public static class AbortAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This CoreSession session) {
      JettyWebSocket.aborting(session);
    }
  }
}
