/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v4_5;

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
import org.apache.http.HttpHost;
import org.apache.http.HttpRequest;
import org.apache.http.client.ResponseHandler;
import org.apache.http.client.methods.HttpUriRequest;
import org.jspecify.annotations.Nullable;

/**
 * All ways to issue a request, around the agent's own span; they call each other. Those with a
 * handler end in the one with four arguments.
 */
final class CloseableHttpClientInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.http.impl.client.CloseableHttpClient");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("execute")
            .and(isPublic())
            .and(takesArgument(0, named("org.apache.http.client.methods.HttpUriRequest"))),
        getClass().getName() + "$ExecuteAdvice");
    transformer.applyAdviceToMethod(
        named("execute").and(isPublic()).and(takesArgument(0, named("org.apache.http.HttpHost"))),
        getClass().getName() + "$ExecuteOnTargetAdvice");
    transformer.applyAdviceToMethod(
        named("execute")
            .and(takesArguments(4))
            .and(takesArgument(2, named("org.apache.http.client.ResponseHandler"))),
        getClass().getName() + "$HandlerAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable CallScope onEnter(@Advice.Argument(0) HttpUriRequest request) {
      return IssuedRequest.begin(request);
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
    @Advice.AssignReturned.ToArguments(@ToArgument(2))
    public static @Nullable ResponseHandler<?> onEnter(
        @Advice.Argument(2) @Nullable ResponseHandler<?> handler) {
      return TracingResponseHandler.of(handler);
    }
  }
}
