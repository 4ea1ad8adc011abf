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
import io.streamscope.websocket.MessageScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/** All frames either way, and the wish to close. */
final class ProtocolHandlerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.glassfish.tyrus.core.ProtocolHandler");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("process")
            .and(takesArguments(2))
            .and(takesArgument(1, named("org.glassfish.tyrus.core.TyrusWebSocket"))),
        advice + "$ProcessAdvice");
    transformer.applyAdviceToMethod(
        named("write").and(takesArgument(0, named("org.glassfish.tyrus.core.frame.TyrusFrame"))),
        advice + "$WriteAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(int.class, String.class)), advice + "$CloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class ProcessAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.Argument(0) Frame frame, @Advice.Argument(1) TyrusWebSocket socket) {
      return TyrusSocket.received(socket, frame);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(1) TyrusWebSocket socket, @Advice.Enter @Nullable MessageScope scope) {
      TyrusSocket.handled(socket, scope);
    }
  }

  @SuppressWarnings("unused")
  public static class WriteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("webSocket") @Nullable TyrusWebSocket socket,
        @Advice.Argument(0) Frame frame) {
      TyrusSocket.sending(socket, frame);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("webSocket") @Nullable TyrusWebSocket socket,
        @Advice.Argument(0) int code) {
      TyrusSocket.closing(socket, code);
    }
  }
}
