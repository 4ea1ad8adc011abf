/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tyruswebsocket.v1_8;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.glassfish.tyrus.core.TyrusEndpointWrapper;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.spi.UpgradeRequest;
import org.jspecify.annotations.Nullable;

/** A connection, from its opening to its close, and what a programmatic handler has thrown. */
final class TyrusEndpointWrapperInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.glassfish.tyrus.core.TyrusEndpointWrapper");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("onConnect")
            .and(takesArgument(0, named("org.glassfish.tyrus.core.TyrusWebSocket")))
            .and(takesArgument(1, named("org.glassfish.tyrus.spi.UpgradeRequest"))),
        advice + "$OnConnectAdvice");
    transformer.applyAdviceToMethod(
        named("processThrowable").and(takesArguments(2)).and(takesArgument(0, Throwable.class)),
        advice + "$ThrowableAdvice");
    transformer.applyAdviceToMethod(
        named("onClose")
            .and(takesArguments(2))
            .and(takesArgument(0, named("org.glassfish.tyrus.core.TyrusWebSocket"))),
        advice + "$OnCloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnConnectAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This TyrusEndpointWrapper endpoint,
        @Advice.Argument(0) TyrusWebSocket socket,
        @Advice.Argument(1) UpgradeRequest request) {
      TyrusSocket.opening(endpoint, socket, request);
    }

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(0) TyrusWebSocket socket, @Advice.Return @Nullable Object session) {
      TyrusSocket.opened(socket, session);
    }
  }

  @SuppressWarnings("unused")
  public static class ThrowableAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) Throwable thrown, @Advice.Argument(1) @Nullable Object session) {
      TyrusSocket.failing(session, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class OnCloseAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Argument(0) TyrusWebSocket socket) {
      TyrusSocket.closed(socket);
    }
  }
}
