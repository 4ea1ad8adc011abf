/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.io.IOException;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import okhttp3.Call;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.internal.connection.Exchange;
import okio.Sink;
import org.jspecify.annotations.Nullable;

/**
 * Where a request and its answer get their bodies, or none because the connection fails: below all
 * interceptors, while the agent's span is open.
 */
final class ExchangeInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("okhttp3.internal.connection.Exchange");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("openResponseBody")
            .and(takesArguments(1))
            .and(takesArgument(0, named("okhttp3.Response"))),
        getClass().getName() + "$OpenResponseBodyAdvice");
    transformer.applyAdviceToMethod(
        named("createRequestBody")
            .and(takesArguments(2))
            .and(takesArgument(0, named("okhttp3.Request"))),
        getClass().getName() + "$CreateRequestBodyAdvice");
    transformer.applyAdviceToMethod(
        named("trackFailure")
            .and(takesArguments(1))
            .and(takesArgument(0, named("java.io.IOException"))),
        getClass().getName() + "$TrackFailureAdvice");
  }

  @SuppressWarnings("unused")
  public static class OpenResponseBodyAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Exchange exchange,
        @Advice.FieldValue("call") Call call,
        @Advice.Argument(0) Response response,
        @Advice.Return @Nullable ResponseBody body) {
      BodyReading.opened(exchange, call, response, body);
    }
  }

  @SuppressWarnings("unused")
  public static class TrackFailureAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Exchange exchange,
        @Advice.FieldValue("call") Call call,
        @Advice.Argument(0) IOException error) {
      BodyReading.lost(exchange, call, error);
    }
  }

  @SuppressWarnings("unused")
  public static class CreateRequestBodyAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static Sink onExit(@Advice.FieldValue("call") Call call, @Advice.Return Sink sink) {
      return IssuedCall.written(call, sink);
    }
  }
}
