/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornettywebsocket.v1_0;

import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.netty.channel.ChannelOperations;
import reactor.util.context.Context;

/**
 * A client's connection that has not been asked for yet. Whoever subscribes to it is known to the
 * thread of its channel by the subscriber's context.
 *
 * @param <T> the connection
 */
public final class TracingConnection<T> extends MonoOperator<T, T> {

  private static final String CALLER = "streamscope-websocket-caller";

  private TracingConnection(Mono<? extends T> source) {
    super(source);
  }

  /** What to subscribe to instead. */
  public static <T> Mono<T> of(Mono<T> connection) {
    return new TracingConnection<>(connection);
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    source
        .contextWrite(Context.of(CALLER, io.opentelemetry.context.Context.current()))
        .subscribe(actual);
  }

  /**
   * The server is about to be asked for it.
   *
   * @return what is current meanwhile, to be closed; null if nobody is known
   */
  public static @Nullable Scope upgrading(ChannelOperations<?, ?> request) {
    io.opentelemetry.context.Context caller = request.currentContext().getOrDefault(CALLER, null);
    return caller == null ? null : caller.makeCurrent();
  }
}
