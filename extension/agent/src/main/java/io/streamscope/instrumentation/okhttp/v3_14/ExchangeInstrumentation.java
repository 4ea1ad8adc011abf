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
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import okhttp3.Call;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.internal.connection.Exchange;
import org.jspecify.annotations.Nullable;

/** Where an answer gets its body: below all interceptors, while the agent's span is open. */
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
}
