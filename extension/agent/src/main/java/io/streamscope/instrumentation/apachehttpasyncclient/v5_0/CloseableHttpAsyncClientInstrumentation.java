/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The two methods that the others end in: one to the server that the request names, which the
 * agent's own advice is on too, and one to a server that the application names.
 */
final class CloseableHttpAsyncClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("execute")
            .and(takesArguments(5))
            .and(takesArgument(0, named("org.apache.hc.core5.http.nio.AsyncRequestProducer")))
            .and(takesArgument(1, named("org.apache.hc.core5.http.nio.AsyncResponseConsumer")))
            .and(takesArgument(4, named("org.apache.hc.core5.concurrent.FutureCallback"))),
        getClass().getName() + "$ExecuteAdvice");
    transformer.applyAdviceToMethod(
        named("execute")
            .and(takesArguments(6))
            .and(takesArgument(0, named("org.apache.hc.core5.http.HttpHost")))
            .and(takesArgument(1, named("org.apache.hc.core5.http.nio.AsyncRequestProducer")))
            .and(takesArgument(2, named("org.apache.hc.core5.http.nio.AsyncResponseConsumer")))
            .and(takesArgument(5, named("org.apache.hc.core5.concurrent.FutureCallback"))),
        getClass().getName() + "$ExecuteOnTargetAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments({
      @ToArgument(value = 1, index = 1),
      @ToArgument(value = 4, index = 2),
      @ToArgument(value = 0, index = 3)
    })
    public static Object @Nullable [] onEnter(
        @Advice.Argument(0) @Nullable AsyncRequestProducer producer,
        @Advice.Argument(1) @Nullable AsyncResponseConsumer<?> consumer,
        @Advice.Argument(4) @Nullable FutureCallback<?> callback) {
      return IssuedRequest.begin(null, producer, consumer, callback);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter Object @Nullable [] begun,
        @Advice.Return @Nullable Future<?> future,
        @Advice.Thrown @Nullable Throwable thrown) {
      IssuedRequest.end(begun, future, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class ExecuteOnTargetAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments({
      @ToArgument(value = 2, index = 1),
      @ToArgument(value = 5, index = 2),
      @ToArgument(value = 1, index = 3)
    })
    public static Object @Nullable [] onEnter(
        @Advice.Argument(0) @Nullable HttpHost target,
        @Advice.Argument(1) @Nullable AsyncRequestProducer producer,
        @Advice.Argument(2) @Nullable AsyncResponseConsumer<?> consumer,
        @Advice.Argument(5) @Nullable FutureCallback<?> callback) {
      return IssuedRequest.begin(target, producer, consumer, callback);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter Object @Nullable [] begun,
        @Advice.Return @Nullable Future<?> future,
        @Advice.Thrown @Nullable Throwable thrown) {
      IssuedRequest.end(begun, future, thrown);
    }
  }
}
