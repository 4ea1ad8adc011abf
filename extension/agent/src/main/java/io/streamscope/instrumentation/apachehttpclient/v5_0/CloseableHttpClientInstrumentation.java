/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.CallScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.jspecify.annotations.Nullable;

/**
 * All ways to issue a request, around the agent's own span; they call each other. Those with a
 * handler end in the one with four arguments.
 */
final class CloseableHttpClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.hc.client5.http.impl.classic.CloseableHttpClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("execute")
            .and(isPublic())
            .and(takesArgument(0, named("org.apache.hc.core5.http.ClassicHttpRequest"))),
        getClass().getName() + "$ExecuteAdvice");
    transformer.applyAdviceToMethod(
        named("execute")
            .and(isPublic())
            .and(takesArgument(0, named("org.apache.hc.core5.http.HttpHost"))),
        getClass().getName() + "$ExecuteOnTargetAdvice");
    transformer.applyAdviceToMethod(
        named("execute")
            .and(takesArguments(4))
            .and(takesArgument(3, named("org.apache.hc.core5.http.io.HttpClientResponseHandler"))),
        getClass().getName() + "$HandlerAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable CallScope onEnter(@Advice.Argument(0) ClassicHttpRequest request) {
      return IssuedRequest.begin(null, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable CallScope scope, @Advice.Thrown @Nullable Throwable thrown) {
      CallScope.end(scope, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class ExecuteOnTargetAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable CallScope onEnter(
        @Advice.Argument(0) @Nullable HttpHost target, @Advice.Argument(1) HttpRequest request) {
      return IssuedRequest.begin(target, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable CallScope scope, @Advice.Thrown @Nullable Throwable thrown) {
      CallScope.end(scope, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class HandlerAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(3))
    public static @Nullable HttpClientResponseHandler<?> onEnter(
        @Advice.Argument(3) @Nullable HttpClientResponseHandler<?> handler) {
      return TracingResponseHandler.of(handler);
    }
  }
}
