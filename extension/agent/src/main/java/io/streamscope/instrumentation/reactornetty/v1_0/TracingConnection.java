/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornetty.v1_0;

import static io.streamscope.instrumentation.reactornetty.v1_0.ReactorNettyStreamSingletons.telemetry;

import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundCall;
import io.streamscope.http.RequestTarget;
import io.streamscope.stream.Guard;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.netty.http.client.HttpClientConfig;
import reactor.util.context.Context;

/**
 * The connection of a request that has not been issued yet: each subscription is a call. The call
 * goes along in the subscriber's context, since the request may be issued by another thread.
 *
 * @param <T> the connection
 */
public final class TracingConnection<T> extends MonoOperator<T, T> {

  /** Where the call is in Reactor's context; clients above this one put theirs there too. */
  static final String KEY = "streamscope-inbound-call";

  private final HttpClientConfig client;

  private TracingConnection(Mono<? extends T> source, HttpClientConfig client) {
    super(source);
    this.client = client;
  }

  /** What to subscribe to instead. */
  public static <T> Mono<T> of(Mono<T> connection, HttpClientConfig client) {
    return new TracingConnection<>(connection, client);
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    InboundCall call = call(actual.currentContext());
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

  /** Null if a model call watches the request. */
  private @Nullable InboundCall call(Context subscriber) {
    try {
      InboundCall above = subscriber.getOrDefault(KEY, null);
      InboundCall call =
          telemetry().call(io.opentelemetry.context.Context.current(), target(), above);
      if (call != null) {
        call.headers(client.headers()::get);
      }
      return call;
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return null;
    }
  }

  /** Without a server if only the connection, or a subscription, tells the address. */
  private RequestTarget target() {
    String method = client.method().name();
    String base = client.baseUrl();
    String uri = client.uri();
    if (base != null && (uri == null || uri.startsWith("/"))) {
      String prefix = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
      uri = uri == null ? prefix : prefix + uri;
    }
    try {
      return RequestTarget.of(method, uri == null ? null : URI.create(uri));
    } catch (IllegalArgumentException malformed) {
      return RequestTarget.of(method, null);
    }
  }
}
