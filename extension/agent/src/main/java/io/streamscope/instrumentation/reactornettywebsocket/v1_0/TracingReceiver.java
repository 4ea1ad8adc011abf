/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornettywebsocket.v1_0;

import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.QueuedMessage;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.netty.channel.ChannelOperations;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.util.context.Context;

/**
 * What a server's handler receives, each message in the turn that it had when it came, however long
 * it has waited. All on the thread of the connection.
 */
public final class TracingReceiver implements CoreSubscriber<Object> {

  private static final VirtualField<WebSocketFrame, QueuedMessage> messages =
      VirtualField.find(WebSocketFrame.class, QueuedMessage.class);

  private final CoreSubscriber<Object> receiver;

  private TracingReceiver(CoreSubscriber<Object> receiver) {
    this.receiver = receiver;
  }

  /** Who is to receive instead. */
  public static CoreSubscriber<Object> of(
      ChannelOperations<?, ?> connection, CoreSubscriber<Object> receiver) {
    return connection instanceof WebsocketInbound && connection instanceof HttpServerRequest
        ? new TracingReceiver(receiver)
        : receiver;
  }

  /**
   * Something has come; null if it is no message with a turn.
   *
   * @return for {@link #mayWait}
   */
  public static @Nullable QueuedMessage came(Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      return null;
    }
    QueuedMessage queued = QueuedMessage.current();
    if (queued != null) {
      messages.set(frame, queued);
    }
    return queued;
  }

  /**
   * It has been handed over, released because nobody wants it any more, or else is in the queue of
   * somebody who will ask for it. Whether anybody ever will who does not yet receive is unknown.
   */
  public static void mayWait(Object message, QueuedMessage queued) {
    if (ReferenceCountUtil.refCnt(message) > 0) {
      queued.waits();
    }
  }

  @Override
  public Context currentContext() {
    return receiver.currentContext();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    receiver.onSubscribe(subscription);
  }

  @Override
  public void onNext(Object message) {
    QueuedMessage queued = message instanceof WebSocketFrame frame ? messages.get(frame) : null;
    if (queued == null) {
      receiver.onNext(message);
      return;
    }
    Scope scope = queued.begin();
    try {
      receiver.onNext(message);
    } finally {
      queued.end(scope);
    }
  }

  @Override
  public void onError(Throwable failure) {
    receiver.onError(failure);
  }

  @Override
  public void onComplete() {
    receiver.onComplete();
  }
}
