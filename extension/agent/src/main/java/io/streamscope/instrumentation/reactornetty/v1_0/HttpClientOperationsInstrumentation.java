/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornetty.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import reactor.netty.channel.ChannelOperations;

/** A request of the client: its answer arrives piece by piece, or is no longer wanted. */
final class HttpClientOperationsInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("reactor.netty.http.client.HttpClientOperations");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onInboundNext").and(takesArguments(2)),
        getClass().getName() + "$OnInboundNextAdvice");
    transformer.applyAdviceToMethod(
        named("onInboundCancel").and(takesArguments(0)),
        getClass().getName() + "$OnInboundCancelAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnInboundNextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This ChannelOperations<?, ?> request, @Advice.Argument(1) Object message) {
      ReactorNettyBody.next(request, message);
    }
  }

  @SuppressWarnings("unused")
  public static class OnInboundCancelAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This ChannelOperations<?, ?> request) {
      ReactorNettyBody.cancelled(request);
    }
  }
}
