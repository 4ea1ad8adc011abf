/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.MessageScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Where a codec hands on what it has read, handlers fail, and somebody closes. */
final class AbstractChannelHandlerContextInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.netty.channel.AbstractChannelHandlerContext");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("fireChannelRead").and(takesArguments(Object.class)),
        advice + "$FireChannelReadAdvice");
    transformer.applyAdviceToMethod(
        named("write").and(takesArguments(3)).and(takesArgument(1, boolean.class)),
        advice + "$WriteAdvice");
    transformer.applyAdviceToMethod(
        named("invokeExceptionCaught").and(takesArguments(Throwable.class)),
        advice + "$InvokeExceptionCaughtAdvice");
    transformer.applyAdviceToMethod(
        named("close")
            .and(takesArguments(1))
            .and(takesArgument(0, named("io.netty.channel.ChannelPromise"))),
        advice + "$CloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class FireChannelReadAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.This ChannelHandlerContext handler, @Advice.Argument(0) Object message) {
      return NettyWebSocket.reading(handler, message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This ChannelHandlerContext handler, @Advice.Enter @Nullable MessageScope scope) {
      if (scope != null) {
        NettyWebSocket.handled(handler, scope);
      }
    }
  }

  /** Still on the thread of whoever writes, and with what is current there. */
  @SuppressWarnings("unused")
  public static class WriteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static @Nullable Object onEnter(
        @Advice.This ChannelHandlerContext handler, @Advice.Argument(0) @Nullable Object message) {
      return message instanceof TextWebSocketFrame text
          ? TracedText.of(handler.channel(), text)
          : null;
    }
  }

  @SuppressWarnings("unused")
  public static class InvokeExceptionCaughtAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This ChannelHandlerContext handler, @Advice.Argument(0) Throwable failure) {
      NettyWebSocket.failing(handler, failure);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This ChannelHandlerContext handler) {
      NettyWebSocket.closing(handler);
    }
  }
}
