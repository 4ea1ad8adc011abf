/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesNoArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** What an HTTP client asks a request for: those of a call that is watched have been replaced. */
final class AsyncExecuteRequestInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("software.amazon.awssdk.http.async.AsyncExecuteRequest");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(isConstructor(), getClass().getName() + "$ConstructorAdvice");
    transformer.applyAdviceToMethod(
        named("responseHandler").and(isPublic()).and(takesNoArguments()),
        getClass().getName() + "$ResponseHandlerAdvice");
    transformer.applyAdviceToMethod(
        named("requestContentPublisher").and(isPublic()).and(takesNoArguments()),
        getClass().getName() + "$RequestContentPublisherAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConstructorAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This AsyncExecuteRequest request) {
      IssuedRequest.built(request);
    }
  }

  @SuppressWarnings("unused")
  public static class ResponseHandlerAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static @Nullable SdkAsyncHttpResponseHandler onExit(
        @Advice.This AsyncExecuteRequest request,
        @Advice.Return @Nullable SdkAsyncHttpResponseHandler handler) {
      return IssuedRequest.handler(request, handler);
    }
  }

  @SuppressWarnings("unused")
  public static class RequestContentPublisherAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static @Nullable SdkHttpContentPublisher onExit(
        @Advice.This AsyncExecuteRequest request,
        @Advice.Return @Nullable SdkHttpContentPublisher content) {
      return IssuedRequest.content(request, content);
    }
  }
}
