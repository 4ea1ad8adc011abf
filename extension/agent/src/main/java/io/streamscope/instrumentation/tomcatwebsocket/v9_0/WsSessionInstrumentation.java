/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.tomcat.websocket.WsSession;

/** A connection, from its constructor to its close frames. */
final class WsSessionInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.tomcat.websocket.WsSession");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(isConstructor(), getClass().getName() + "$ConstructorAdvice");
    transformer.applyAdviceToMethod(
        named("onClose")
            .and(takesArguments(1))
            .and(
                takesArgument(
                    0, namedOneOf("jakarta.websocket.CloseReason", "javax.websocket.CloseReason"))),
        getClass().getName() + "$OnCloseAdvice");
    transformer.applyAdviceToMethod(
        named("doClose").and(takesArguments(3)).and(takesArgument(2, boolean.class)),
        getClass().getName() + "$DoCloseAdvice");
    transformer.applyAdviceToMethod(
        named("sendCloseMessage").and(takesArguments(1)),
        getClass().getName() + "$SendCloseMessageAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConstructorAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This WsSession session) {
      TomcatWebSocket.opened(session);
    }
  }

  @SuppressWarnings("unused")
  public static class OnCloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WsSession session, @Advice.Argument(0) Object reason) {
      TomcatWebSocket.closing(session, reason, true);
    }
  }

  @SuppressWarnings("unused")
  public static class DoCloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WsSession session,
        @Advice.Argument(1) Object reason,
        @Advice.Argument(2) boolean closeSocket) {
      if (closeSocket) {
        TomcatWebSocket.losing(session, reason);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class SendCloseMessageAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WsSession session, @Advice.Argument(0) Object reason) {
      TomcatWebSocket.closing(session, reason, false);
    }
  }
}
