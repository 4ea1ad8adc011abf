/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.stream.Guard;
import org.jspecify.annotations.Nullable;

/**
 * The request by which a client opens a connection. While it is issued it is in the context, so
 * that the agent's CLIENT span, which has ended when the connection is open, is known as the parent
 * of the session. Thread-safe.
 */
public final class Handshake {

  private static final ContextKey<Handshake> KEY = ContextKey.named("streamscope-handshake");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final long SWITCHING_PROTOCOLS = 101;

  private final Context caller;
  private final long startNanos;
  private volatile @Nullable Span client;

  /**
   * A request that is about to be issued.
   *
   * @param caller whoever issues it
   * @param startNanos when, by {@link WebSocketTelemetry#nanoTime}
   */
  public Handshake(Context caller, long startNanos) {
    this.caller = caller;
    this.startNanos = startNanos;
  }

  /** What is to be current while the request is issued. */
  public Context context() {
    return caller.with(KEY, this);
  }

  /** The one whose {@link #context} is current, or what came of it; null if there is none. */
  public static @Nullable Handshake current() {
    return Context.current().get(KEY);
  }

  /** The agent has started a CLIENT span, which is current in the context. */
  public static void clientSpanStarted(Context context) {
    Handshake handshake = context.get(KEY);
    if (handshake != null && handshake.client == null) {
      handshake.client = Span.fromContext(context);
    }
  }

  /**
   * The server has agreed; the agent, which sees no end of its answer, does not end the span.
   * Before the session opens: from then on the span is not known any more.
   */
  public void upgraded() {
    Span span = client;
    if (span != null) {
      upgraded(span);
    }
  }

  /**
   * Ends the span of a request that has become a connection: the agent would only when that is
   * closed, or never. What it does then has no effect any more.
   */
  public static void upgraded(Span request) {
    Guard.run(
        () -> {
          request.setAttribute(STATUS, SWITCHING_PROTOCOLS);
          request.end();
        });
  }

  /** What the session belongs to; a connection that stays for days keeps no more of it. */
  Context parent() {
    Span span = client;
    if (span == null) {
      return caller;
    }
    client = Span.wrap(span.getSpanContext());
    return caller.with(client);
  }

  long startNanos() {
    return startNanos;
  }
}
