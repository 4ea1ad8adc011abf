/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import static io.streamscope.instrumentation.awssdk.v2_42.AwsSdkStreamSingletons.issued;
import static io.streamscope.instrumentation.awssdk.v2_42.AwsSdkStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.CallScope;
import io.streamscope.http.InboundCall;
import io.streamscope.http.ModelRequest;
import io.streamscope.http.RequestTarget;
import io.streamscope.llm.ForeignCall;
import io.streamscope.llm.ForeignModelSpans;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.internal.http.RequestExecutionContext;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;
import software.amazon.awssdk.http.async.SdkAsyncHttpResponseHandler;
import software.amazon.awssdk.http.async.SdkHttpContentPublisher;

/** A question to a model from when the SDK hands it to an HTTP client. Thread-safe. */
public final class IssuedRequest {

  private static final ThreadLocal<IssuedRequest> issuing = new ThreadLocal<>();

  private final InboundCall call;
  private final ModelRequest question;
  private final CallScope scope;
  private @Nullable SdkAsyncHttpResponseHandler handler; // guarded by this, as the next
  private @Nullable SdkHttpContentPublisher content;

  private IssuedRequest(InboundCall call, ModelRequest question) {
    this.call = call;
    this.question = question;
    this.scope = call.issue();
  }

  /**
   * An attempt of a request is about to be handed to the HTTP client, on this thread.
   *
   * @return null if it is no question to a model
   */
  public static @Nullable IssuedRequest begin(
      SdkHttpFullRequest request, RequestExecutionContext context) {
    RequestTarget target =
        RequestTarget.of(
            request.method().name(),
            request.protocol(),
            request.host(),
            request.port(),
            request.encodedPath());
    InboundCall call = telemetry().call(caller(context.executionAttributes()), target);
    ModelRequest question = call == null ? null : call.question();
    if (call == null || question == null) {
      return null;
    }
    IssuedRequest issued = new IssuedRequest(call, question);
    issuing.set(issued);
    return issued;
  }

  /** It has been, or could not be. */
  public static void end(@Nullable IssuedRequest issued, @Nullable Throwable thrown) {
    if (issued != null) {
      issuing.remove();
      CallScope.end(issued.scope, thrown);
    }
  }

  /** What is built meanwhile is what the HTTP client gets. */
  public static void built(AsyncExecuteRequest request) {
    IssuedRequest issued = issuing.get();
    if (issued != null) {
      issued().set(request, issued);
    }
  }

  /**
   * The agent's module for the SDK keeps the context of its span among the attributes of the
   * execution; here it is not the current one.
   */
  private static Context caller(ExecutionAttributes attributes) {
    Context current = Context.current();
    ForeignCall above = ForeignModelSpans.of(current);
    for (Object value : attributes.getAttributes().values()) {
      if (value instanceof Context context) {
        ForeignCall call = ForeignModelSpans.of(context);
        if (call != null && call != above) {
          return context;
        }
      }
    }
    return current;
  }

  /** What an HTTP client is to tell of the answer: the same each time. */
  public static @Nullable SdkAsyncHttpResponseHandler handler(
      AsyncExecuteRequest request, @Nullable SdkAsyncHttpResponseHandler theirs) {
    IssuedRequest watched = issued().get(request);
    return watched == null || theirs == null ? theirs : watched.handler(theirs);
  }

  /** Where an HTTP client is to take the body from: the same each time. */
  public static @Nullable SdkHttpContentPublisher content(
      AsyncExecuteRequest request, @Nullable SdkHttpContentPublisher theirs) {
    IssuedRequest watched = issued().get(request);
    return watched == null || theirs == null ? theirs : watched.content(theirs);
  }

  private synchronized SdkAsyncHttpResponseHandler handler(SdkAsyncHttpResponseHandler theirs) {
    SdkAsyncHttpResponseHandler known = handler;
    if (known == null) {
      known = new TracingResponseHandler(theirs, call);
      handler = known;
    }
    return known;
  }

  private synchronized SdkHttpContentPublisher content(SdkHttpContentPublisher theirs) {
    SdkHttpContentPublisher known = content;
    if (known == null) {
      known = new TracingContentPublisher(theirs, question);
      content = known;
    }
    return known;
  }
}
