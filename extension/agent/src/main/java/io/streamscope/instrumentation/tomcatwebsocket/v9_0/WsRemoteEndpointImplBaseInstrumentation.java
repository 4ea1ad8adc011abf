/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.isPrivate;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.tomcat.websocket.WsSession;
import org.jspecify.annotations.Nullable;

/**
 * What goes out, frame by frame and before it is compressed: everything passes one of two methods,
 * of which the one that blocks has got another name in the course of time.
 */
final class WsRemoteEndpointImplBaseInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.tomcat.websocket.WsRemoteEndpointImplBase");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    ElementMatcher.Junction<MethodDescription> blocking =
        named("sendMessageBlock").and(isPrivate()).or(named("sendMessageBlockInternal"));
    transformer.applyAdviceToMethod(
        blocking
            .and(takesArguments(4))
            .or(named("startMessage").and(takesArguments(4)))
            .and(takesArgument(0, byte.class))
            .and(takesArgument(1, ByteBuffer.class))
            .and(takesArgument(2, boolean.class)),
        getClass().getName() + "$FrameAdvice");
    transformer.applyAdviceToMethod(
        namedOneOf("sendString", "sendStringByFuture", "sendStringByCompletion")
            .and(takesArgument(0, String.class)),
        getClass().getName() + "$TextAdvice");
    transformer.applyAdviceToMethod(
        named("sendPartialString").and(takesArguments(String.class, boolean.class)),
        getClass().getName() + "$PartAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(0)), getClass().getName() + "$CloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class TextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable String onEnter(
        @Advice.FieldValue("wsSession") @Nullable WsSession session,
        @Advice.Argument(0) @Nullable String text) {
      return TomcatWebSocket.traced(session, text);
    }
  }

  /** Spring's whole messages, too, are sent as the last part of one. */
  @SuppressWarnings("unused")
  public static class PartAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable String onEnter(
        @Advice.FieldValue("wsSession") @Nullable WsSession session,
        @Advice.Argument(0) @Nullable String text,
        @Advice.Argument(1) boolean last) {
      return last ? TomcatWebSocket.traced(session, text) : null;
    }
  }

  @SuppressWarnings("unused")
  public static class FrameAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable SentFrame onEnter(
        @Advice.FieldValue("wsSession") @Nullable WsSession session,
        @Advice.Argument(0) byte kind,
        @Advice.Argument(1) ByteBuffer payload,
        @Advice.Argument(2) boolean last) {
      return TomcatWebSocket.sending(session, kind, payload, last);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable SentFrame frame, @Advice.Thrown @Nullable Throwable thrown) {
      if (frame != null) {
        frame.over(thrown);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.FieldValue("wsSession") @Nullable WsSession session) {
      TomcatWebSocket.closed(session);
    }
  }
}
