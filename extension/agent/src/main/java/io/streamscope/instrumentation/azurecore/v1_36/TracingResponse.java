/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.azurecore.v1_36;

import com.azure.core.http.HttpPipelineCallContext;
import com.azure.core.http.HttpResponse;
import io.streamscope.http.AttemptScope;
import java.util.concurrent.CompletableFuture;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** The answer of a call that has not begun yet: each subscription is a call. */
public final class TracingResponse extends MonoOperator<HttpResponse, HttpResponse> {

  private final HttpPipelineCallContext call;

  private TracingResponse(Mono<HttpResponse> response, HttpPipelineCallContext call) {
    super(response);
    this.call = call;
  }

  /** What to subscribe to instead. */
  public static Mono<HttpResponse> of(Mono<HttpResponse> response, HttpPipelineCallContext call) {
    return new TracingResponse(response, call);
  }

  @Override
  public void subscribe(CoreSubscriber<? super HttpResponse> actual) {
    AttemptScope scope = AzureCall.begin(call);
    if (scope == null) {
      source.subscribe(actual);
      return;
    }
    CompletableFuture<Void> over = new CompletableFuture<>();
    try {
      source
          .doOnTerminate(() -> over.complete(null))
          .doOnCancel(() -> over.complete(null))
          .subscribe(actual);
    } finally {
      AttemptScope.exit(scope, over);
    }
  }
}
