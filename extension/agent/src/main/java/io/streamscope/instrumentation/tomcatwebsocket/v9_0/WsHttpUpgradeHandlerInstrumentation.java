/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.tomcat.websocket.WsSession;
import org.apache.tomcat.websocket.server.WsHttpUpgradeHandler;
import org.jspecify.annotations.Nullable;

/**
 * A request becomes a connection: prepared while the request's span is current, opened when it has
 * ended. What it cannot go on reading it closes by itself.
 */
final class WsHttpUpgradeHandlerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.tomcat.websocket.server.WsHttpUpgradeHandler");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(named("preInit"), getClass().getName() + "$PreInitAdvice");
    transformer.applyAdviceToMethod(
        named("init").and(takesArguments(1)), getClass().getName() + "$InitAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(1)), getClass().getName() + "$CloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class PreInitAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WsHttpUpgradeHandler handler) {
      TomcatWebSocket.preparing(handler);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("wsSession") @Nullable WsSession session,
        @Advice.Argument(0) Object reason) {
      if (session != null) {
        TomcatWebSocket.closing(session, reason, false);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class InitAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(@Advice.This WsHttpUpgradeHandler handler) {
      return TomcatWebSocket.opening(handler);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Scope scope) {
      if (scope != null) {
        scope.close();
      }
    }
  }
}
