/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webflux.v5_3;

import static io.streamscope.instrumentation.spring.webflux.v5_3.SpringWebFluxStreamSingletons.telemetry;

import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundCall;
import io.streamscope.http.RequestTarget;
import io.streamscope.stream.Guard;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/**
 * A request of {@code WebClient} that has not been issued yet: each subscription is a call. What
 * reads the answer is the client below; it finds the call in the subscriber's context, or in the
 * current one.
 *
 * @param <T> the answer
 */
public final class TracingExchange<T> extends MonoOperator<T, T> {

  /** Where the client below looks for the call. */
  private static final String KEY = "streamscope-inbound-call";

  private final RequestTarget target;
  private final @Nullable HttpHeaders headers;

  private TracingExchange(
      Mono<? extends T> source, RequestTarget target, @Nullable HttpHeaders headers) {
    super(source);
    this.target = target;
    this.headers = headers;
  }

  /** What to subscribe to instead. */
  public static <T> Mono<T> of(
      Mono<T> exchange, HttpMethod method, @Nullable URI uri, @Nullable HttpHeaders headers) {
    return new TracingExchange<>(exchange, RequestTarget.of(method.name(), uri), headers);
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    InboundCall call = call();
    if (call == null) {
      source.subscribe(actual);
      return;
    }
    try (Scope ignored = call.issue()) {
      source
          .contextWrite(Context.of(KEY, call))
          .doOnError(call::failed)
          .doOnCancel(call::unwanted)
          .subscribe(actual);
    }
  }

  private @Nullable InboundCall call() {
    try {
      InboundCall call = telemetry().wrapper(io.opentelemetry.context.Context.current(), target);
      if (call != null && headers != null) {
        call.headers(headers::getFirst);
      }
      return call;
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }
}
