/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpsse.v3_14;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.context.Scope;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import org.jspecify.annotations.Nullable;

/** What reads a response and calls the listener; OkHttp 5 has it in another package. */
final class RealEventSourceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "okhttp3.internal.sse.RealEventSource", "okhttp3.sse.internal.RealEventSource");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("processResponse")
            .and(takesArguments(1))
            .and(takesArgument(0, named("okhttp3.Response"))),
        getClass().getName() + "$ProcessResponseAdvice");
    transformer.applyAdviceToMethod(
        named("onEvent").and(takesArguments(3)), getClass().getName() + "$OnEventAdvice");
  }

  @SuppressWarnings("unused")
  public static class ProcessResponseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable Scope onEnter(
        @Advice.This EventSource source, @Advice.Argument(0) Response response) {
      return EventDelivery.begin(source, response);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable Scope scope) {
      EventDelivery.end(scope);
    }
  }

  @SuppressWarnings("unused")
  public static class OnEventAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable EventDelivery onEnter(@Advice.This EventSource source) {
      return EventDelivery.next(source);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable EventDelivery delivery, @Advice.Thrown @Nullable Throwable thrown) {
      EventDelivery.returned(delivery, thrown);
    }
  }
}
