/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornettywebsocket.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.QueuedMessage;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.netty.channel.ChannelOperations;

/** What comes in waits here until the application asks for it. */
final class FluxReceiveInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("reactor.netty.channel.FluxReceive");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    String advice = getClass().getName();
    transformer.applyAdviceToMethod(
        named("subscribe")
            .and(takesArguments(1))
            .and(takesArgument(0, named("reactor.core.CoreSubscriber"))),
        advice + "$SubscribeAdvice");
    transformer.applyAdviceToMethod(
        named("onInboundNext").and(takesArguments(Object.class)), advice + "$OnInboundNextAdvice");
  }

  @SuppressWarnings("unused")
  public static class SubscribeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @AssignReturned.ToArguments(@ToArgument(0))
    public static CoreSubscriber<Object> onEnter(
        @Advice.FieldValue("parent") ChannelOperations<?, ?> connection,
        @Advice.Argument(0) CoreSubscriber<Object> receiver) {
      return TracingReceiver.of(connection, receiver);
    }
  }

  @SuppressWarnings("unused")
  public static class OnInboundNextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable QueuedMessage onEnter(@Advice.Argument(0) Object message) {
      return TracingReceiver.came(message);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("receiver") @Nullable CoreSubscriber<Object> receiver,
        @Advice.Argument(0) Object message,
        @Advice.Enter @Nullable QueuedMessage queued) {
      if (queued != null && receiver != null) {
        TracingReceiver.mayWait(message, queued);
      }
    }
  }
}
