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

/** Every failure of what is read passes here: a closed connection, a deadline, bad framing. */
final class ChannelOperationsInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("reactor.netty.channel.ChannelOperations");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onInboundError").and(takesArguments(Throwable.class)),
        getClass().getName() + "$OnInboundErrorAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnInboundErrorAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This ChannelOperations<?, ?> request, @Advice.Argument(0) Throwable failure) {
      ReactorNettyBody.failed(request, failure);
    }
  }
}
