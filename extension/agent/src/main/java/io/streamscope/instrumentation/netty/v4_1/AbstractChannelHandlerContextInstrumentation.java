/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.netty.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.netty.channel.ChannelHandlerContext;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Who closes a connection, and why: what the transport closes does not pass here. */
final class AbstractChannelHandlerContextInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.netty.channel.AbstractChannelHandlerContext");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("close")
            .and(takesArguments(1))
            .and(takesArgument(0, named("io.netty.channel.ChannelPromise"))),
        getClass().getName() + "$CloseAdvice");
    transformer.applyAdviceToMethod(
        named("invokeExceptionCaught")
            .and(takesArguments(1))
            .and(takesArgument(0, Throwable.class)),
        getClass().getName() + "$InvokeExceptionCaughtAdvice");
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This ChannelHandlerContext handler) {
      StreamedConnection.closing(handler);
    }
  }

  @SuppressWarnings("unused")
  public static class InvokeExceptionCaughtAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This ChannelHandlerContext handler, @Advice.Argument(0) Throwable failure) {
      StreamedConnection.failing(handler, failure);
    }
  }
}
