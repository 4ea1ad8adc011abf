/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webflux.v5_3;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.net.URI;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;

/** What every way to read an answer subscribes to; the agent starts its CLIENT span in it. */
final class DefaultWebClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(
        "org.springframework.web.reactive.function.client.DefaultWebClient"
            + "$DefaultRequestBodyUriSpec");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("exchange").and(takesArguments(0)), getClass().getName() + "$ExchangeAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExchangeAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @AssignReturned.ToReturned
    public static Mono<?> onExit(
        @Advice.FieldValue("httpMethod") HttpMethod method,
        @Advice.FieldValue("uri") @Nullable URI uri,
        @Advice.FieldValue("headers") @Nullable HttpHeaders headers,
        @Advice.Return Mono<?> exchange) {
      return TracingExchange.of(exchange, method, uri, headers);
    }
  }
}
