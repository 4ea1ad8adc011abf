/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import static net.bytebuddy.matcher.ElementMatchers.declaresMethod;
import static net.bytebuddy.matcher.ElementMatchers.isDeclaredBy;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/** Where a server agrees, whoever asks it to: the request is whole. */
final class WebSocketServerHandshakerInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        innermost("handshake", 4)
            .and(takesArgument(1, named("io.netty.handler.codec.http.FullHttpRequest")))
            .and(not(isDeclaredBy(declaresMethod(named("handshake0")))))
            .or(
                innermost("handshake0", 5) // late versions of 4.2
                    .and(takesArgument(2, named("io.netty.handler.codec.http.FullHttpRequest")))),
        getClass().getName() + "$HandshakeAdvice");
  }

  private static ElementMatcher.Junction<MethodDescription> innermost(String name, int arguments) {
    return named(name)
        .and(takesArguments(arguments))
        .and(takesArgument(arguments - 1, named("io.netty.channel.ChannelPromise")));
  }

  @SuppressWarnings("unused")
  public static class HandshakeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.AllArguments Object[] arguments) {
      ServedRequest.answering(arguments);
    }
  }
}
