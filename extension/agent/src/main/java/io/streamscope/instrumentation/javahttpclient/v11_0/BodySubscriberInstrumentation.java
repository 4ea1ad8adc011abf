/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclient.v11_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK puts before the subscriber of a body: the first for HTTP/1.1 up to Java 18, the
 * second for every protocol since.
 */
final class BodySubscriberInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "jdk.internal.net.http.Http1Response$Http1BodySubscriber",
        "jdk.internal.net.http.common.HttpBodySubscriberWrapper");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onSubscribe").and(takesArguments(1)), getClass().getName() + "$OnSubscribeAdvice");
    transformer.applyAdviceToMethod(
        named("onNext").and(takesArgument(0, named("java.util.List"))),
        getClass().getName() + "$OnNextAdvice");
    transformer.applyAdviceToMethod(
        named("complete")
            .and(takesArguments(1))
            .and(takesArgument(0, named("java.lang.Throwable"))),
        getClass().getName() + "$CompleteAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnSubscribeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static Flow.Subscription onEnter(
        @Advice.FieldValue("userSubscriber") @Nullable BodySubscriber<?> subscriber,
        @Advice.Argument(0) Flow.Subscription subscription) {
      return BodyDelivery.subscription(subscriber, subscription);
    }
  }

  @SuppressWarnings("unused")
  public static class OnNextAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(
        @Advice.FieldValue("userSubscriber") @Nullable BodySubscriber<?> subscriber,
        @Advice.Argument(0) List<ByteBuffer> bytes) {
      return BodyDelivery.next(subscriber, bytes);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("userSubscriber") @Nullable BodySubscriber<?> subscriber,
        @Advice.Enter @Nullable Scope scope,
        @Advice.Thrown @Nullable Throwable thrown) {
      BodyDelivery.returned(subscriber, scope, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class CompleteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(
        @Advice.FieldValue("userSubscriber") @Nullable BodySubscriber<?> subscriber,
        @Advice.Argument(0) @Nullable Throwable error) {
      return BodyDelivery.complete(subscriber, error);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("userSubscriber") @Nullable BodySubscriber<?> subscriber,
        @Advice.Enter @Nullable Scope scope,
        @Advice.Thrown @Nullable Throwable thrown) {
      BodyDelivery.returned(subscriber, scope, thrown);
    }
  }
}
