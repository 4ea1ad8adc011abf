/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.Collection;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.java_websocket.WebSocketImpl;
import org.java_websocket.framing.Framedata;
import org.jspecify.annotations.Nullable;

/** A connection: what goes out, pongs, and its end. */
final class WebSocketImplInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.java_websocket.WebSocketImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("send").and(takesArguments(Collection.class)), advice + "$SendAdvice");
    transformer.applyAdviceToMethod(
        named("send").and(takesArguments(String.class)), advice + "$SendTextAdvice");
    transformer.applyAdviceToMethod(
        named("updateLastPong").and(takesArguments(0)), advice + "$PongAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(int.class, String.class, boolean.class)),
        advice + "$CloseAdvice");
    transformer.applyAdviceToMethod(
        named("flushAndClose").and(takesArguments(int.class, String.class, boolean.class)),
        advice + "$FlushAndCloseAdvice");
    transformer.applyAdviceToMethod(
        named("closeConnection").and(takesArguments(int.class, String.class, boolean.class)),
        advice + "$CloseConnectionAdvice");
  }

  @SuppressWarnings("unused")
  public static class SendAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocketImpl socket,
        @Advice.Argument(0) @Nullable Collection<Framedata> frames) {
      OpenWebSocket.sending(socket, frames);
    }
  }

  @SuppressWarnings("unused")
  public static class SendTextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable String onEnter(
        @Advice.This WebSocketImpl socket, @Advice.Argument(0) @Nullable String text) {
      return OpenWebSocket.traced(socket, text);
    }
  }

  @SuppressWarnings("unused")
  public static class PongAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocketImpl socket) {
      OpenWebSocket.ponged(socket);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocketImpl socket,
        @Advice.Argument(0) int code,
        @Advice.Argument(2) boolean remote) {
      OpenWebSocket.sayingGoodbye(socket, code, remote);
    }
  }

  @SuppressWarnings("unused")
  public static class FlushAndCloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocketImpl socket,
        @Advice.Argument(0) int code,
        @Advice.Argument(2) boolean remote) {
      OpenWebSocket.closing(socket, code, remote);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseConnectionAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocketImpl socket, @Advice.Argument(2) boolean remote) {
      OpenWebSocket.closed(socket, remote);
    }
  }
}
