/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** What a client asks for a connection with: made by the application, used when it is connected. */
final class WebSocketClientHandshakerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(isConstructor(), advice + "$ConstructorAdvice");
    transformer.applyAdviceToMethod(
        named("handshake")
            .and(takesArguments(2))
            .and(takesArgument(1, named("io.netty.channel.ChannelPromise"))),
        advice + "$HandshakeAdvice");
    transformer.applyAdviceToMethod(
        named("finishHandshake").and(takesArguments(2)), advice + "$FinishHandshakeAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConstructorAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This WebSocketClientHandshaker handshaker) {
      IssuedRequest.made(handshaker);
    }
  }

  @SuppressWarnings("unused")
  public static class HandshakeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(
        @Advice.This WebSocketClientHandshaker handshaker, @Advice.Argument(0) Channel channel) {
      return IssuedRequest.issuing(handshaker, channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Scope scope) {
      if (scope != null) {
        scope.close();
      }
    }
  }

  /** The client has been answered; the method throws if that was a no. */
  @SuppressWarnings("unused")
  public static class FinishHandshakeAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This WebSocketClientHandshaker handshaker, @Advice.Argument(0) Channel channel) {
      IssuedRequest.answered(handshaker, channel);
    }
  }
}
