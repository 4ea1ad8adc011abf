/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import io.opentelemetry.context.Scope;
import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStreamResetException;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Before the application's consumer: sees what the client tells it, in the same order. The client
 * calls it from one thread at a time.
 *
 * @param <T> what the response becomes
 */
final class TracingResponseConsumer<T> implements AsyncResponseConsumer<T> {

  private final AsyncResponseConsumer<T> delegate;
  private final InboundCall call;
  private volatile @Nullable InboundBody body;
  private volatile boolean releasing;

  TracingResponseConsumer(AsyncResponseConsumer<T> delegate, InboundCall call) {
    this.delegate = delegate;
    this.call = call;
  }

  /** The application has cancelled the future; the client may tell a consumer nothing more. */
  void cancelled() {
    if (releasing) { // what is built on the client cleans up after a failure
      return;
    }
    call.givenUp();
    InboundBody stream = body;
    if (stream != null) {
      stream.onClose();
    }
  }

  /** There is no answer. */
  void unanswered(Exception failure) {
    call.failed(failure);
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<T> callback)
      throws HttpException, IOException {
    if (entity == null) {
      call.answeredWithout(response.getCode());
    } else {
      body =
          call.answered(response.getCode(), entity.getContentType(), entity.getContentEncoding());
    }
    if (call.isGivenUp()) { // just before
      cancelled();
    }
    deliver(() -> delegate.consumeResponse(response, entity, context, callback));
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context)
      throws HttpException, IOException {
    delegate.informationResponse(response, context);
  }

  @Override
  public void updateCapacity(CapacityChannel channel) throws IOException {
    delegate.updateCapacity(channel);
  }

  @Override
  public void consume(ByteBuffer bytes) throws IOException {
    InboundBody stream = body;
    if (stream == null) {
      delegate.consume(bytes);
      return;
    }
    if (call.isGivenUp()) { // the client goes on for a while
      stream.onClose();
    }
    stream.onBytes(bytes);
    long startNanos = stream.nanoTime();
    try (Scope ignored = stream.callbackContext().makeCurrent()) {
      delegate.consume(bytes);
    } catch (HttpStreamResetException t) { // the consumer has had enough
      stream.onClose();
      throw t;
    } catch (Throwable t) {
      stream.failed(t);
      throw t;
    } finally {
      stream.handledSince(startNanos);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers)
      throws HttpException, IOException {
    InboundBody stream = body;
    if (stream != null) {
      stream.onEnd();
    }
    deliver(() -> delegate.streamEnd(trailers));
  }

  @Override
  public void failed(Exception cause) {
    call.failed(cause);
    InboundBody stream = body;
    if (stream != null) {
      stream.failed(cause);
    }
    delegate.failed(cause);
  }

  @Override
  public void releaseResources() {
    InboundBody stream = body;
    boolean givenUp = call.isGivenUp();
    if (stream != null && givenUp) { // of a failure the client tells later
      stream.onClose();
    }
    releasing = true;
    delegate.releaseResources();
    if (stream != null && !givenUp && call.isGivenUp()) {
      stream.onError(new InterruptedIOException("released before its end"));
    }
  }

  private void deliver(Delivery delivery) throws HttpException, IOException {
    InboundBody stream = body;
    if (stream == null) {
      delivery.run();
      return;
    }
    try (Scope ignored = stream.callbackContext().makeCurrent()) {
      delivery.run();
    } catch (Throwable t) {
      stream.failed(t);
      throw t;
    }
  }

  private interface Delivery {
    void run() throws HttpException, IOException;
  }
}
