/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.vertxwebsocket.v4_0;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.netty.channel.ChannelHandlerContext;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.MessageScope;
import io.vertx.core.http.WebSocketBase;
import io.vertx.core.http.WebSocketFrame;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** A connection, of a server or a client: what comes in, what goes out, its end. */
final class WebSocketImplBaseInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "io.vertx.core.http.impl.WebSocketImplBase",
        "io.vertx.core.http.impl.websocket.WebSocketImplBase"); // since 5.1
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(isConstructor(), advice + "$ConstructorAdvice");
    transformer.applyAdviceToMethod(
        named("receiveFrame").and(takesArguments(1)), advice + "$ReceiveAdvice");
    transformer.applyAdviceToMethod(
        named("handleFrame").and(takesArguments(1)), advice + "$HandleAdvice");
    transformer.applyAdviceToMethod(
        named("writeTextMessage").and(takesArgument(0, String.class)), advice + "$TextAdvice");
    transformer.applyAdviceToMethod(everyWrite().and(takesArguments(1)), advice + "$WriteAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(short.class, String.class)), advice + "$CloseAdvice");
    transformer.applyAdviceToMethod(
        named("shutdown")
            .and(takesArguments(3).or(takesArguments(4))) // fewer since 5.1
            .and(takesArgument(1, short.class).or(takesArgument(2, short.class))),
        advice + "$ShutdownAdvice");
    transformer.applyAdviceToMethod(named("handleClose"), advice + "$ClosedAdvice");
  }

  /** Late versions of 4.x have a method more, which a server calls and not the other. */
  private static ElementMatcher.Junction<MethodDescription> everyWrite() {
    return named("unsafeWriteFrame")
        .or(named("writeFrame").and(not(isDeclaredBy(declaresMethod(named("unsafeWriteFrame"))))));
  }

  @SuppressWarnings("unused")
  public static class ConstructorAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocketBase socket,
        @Advice.FieldValue("chctx") ChannelHandlerContext netty) {
      ServedRequest.constructed(socket, netty);
    }
  }

  @SuppressWarnings("unused")
  public static class ReceiveAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.This WebSocketBase socket, @Advice.Argument(0) WebSocketFrame frame) {
      return VertxWebSocket.received(socket, frame);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocketBase socket, @Advice.Enter @Nullable MessageScope scope) {
      if (scope != null) {
        VertxWebSocket.handled(socket, scope);
      }
    }
  }

  @SuppressWarnings("unused")
  public static class HandleAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocketBase socket, @Advice.Argument(0) WebSocketFrame frame) {
      VertxWebSocket.read(socket, frame);
    }
  }

  @SuppressWarnings("unused")
  public static class TextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable String onEnter(
        @Advice.This WebSocketBase socket, @Advice.Argument(0) @Nullable String text) {
      return VertxWebSocket.traced(socket, text);
    }
  }

  @SuppressWarnings("unused")
  public static class WriteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocketBase socket, @Advice.Argument(0) WebSocketFrame frame) {
      VertxWebSocket.writing(socket, frame);
    }
  }

  /** Before 5.0. */
  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocketBase socket, @Advice.Argument(0) short code) {
      VertxWebSocket.closing(socket, code);
    }
  }

  /** Since 5.0. */
  @SuppressWarnings("unused")
  public static class ShutdownAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This WebSocketBase socket, @Advice.AllArguments Object[] arguments) {
      VertxWebSocket.shuttingDown(socket, arguments);
    }
  }

  @SuppressWarnings("unused")
  public static class ClosedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This WebSocketBase socket) {
      VertxWebSocket.closed(socket);
    }
  }
}
