/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tyruswebsocket.v1_8;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.glassfish.tyrus.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/** Why a connection closes, before anybody is told of it. */
final class TyrusWebSocketInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.glassfish.tyrus.core.TyrusWebSocket");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onClose")
            .and(takesArguments(1))
            .and(takesArgument(0, named("org.glassfish.tyrus.core.frame.CloseFrame"))),
        getClass().getName() + "$OnCloseAdvice");
    transformer.applyAdviceToMethod(
        named("sendText")
            .and(takesArgument(0, String.class))
            .and(not(takesArgument(1, boolean.class))),
        getClass().getName() + "$TextAdvice");
    transformer.applyAdviceToMethod(
        named("sendText")
            .and(takesArgument(0, String.class))
            .and(takesArgument(1, boolean.class)), // and in 2.0 a third
        getClass().getName() + "$PartAdvice");
  }

  @SuppressWarnings("unused")
  public static class TextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable String onEnter(
        @Advice.This TyrusWebSocket socket, @Advice.Argument(0) @Nullable String text) {
      return TyrusSocket.traced(socket, text);
    }
  }

  /** Spring's whole messages, too, are sent as the last part of one. */
  @SuppressWarnings("unused")
  public static class PartAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable String onEnter(
        @Advice.This TyrusWebSocket socket,
        @Advice.Argument(0) @Nullable String text,
        @Advice.Argument(1) boolean last) {
      return last ? TyrusSocket.traced(socket, text) : null;
    }
  }

  @SuppressWarnings("unused")
  public static class OnCloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This TyrusWebSocket socket, @Advice.Argument(0) Frame frame) {
      TyrusSocket.closing(socket, frame);
    }
  }
}
