/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import io.streamscope.http.ModelRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.apache.hc.core5.http.nio.RequestChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Looks at the body of a request as the application's producer writes it. */
final class TracingRequestProducer implements AsyncRequestProducer {

  private final AsyncRequestProducer delegate;
  private final ModelRequest question;

  private TracingRequestProducer(AsyncRequestProducer delegate, ModelRequest question) {
    this.delegate = delegate;
    this.question = question;
  }

  /** The producer to use; the same if nobody wants to know the body. */
  static AsyncRequestProducer of(AsyncRequestProducer producer, @Nullable ModelRequest question) {
    return question == null ? producer : new TracingRequestProducer(producer, question);
  }

  @Override
  public void sendRequest(RequestChannel channel, HttpContext context)
      throws HttpException, IOException {
    question.begin();
    delegate.sendRequest(channel, context);
  }

  @Override
  public boolean isRepeatable() {
    return delegate.isRepeatable();
  }

  @Override
  public void failed(Exception cause) {
    delegate.failed(cause);
  }

  @Override
  public int available() {
    return delegate.available();
  }

  @Override
  public void produce(DataStreamChannel channel) throws IOException {
    delegate.produce(new Seeing(channel, question));
  }

  @Override
  public void releaseResources() {
    delegate.releaseResources();
  }

  private record Seeing(DataStreamChannel delegate, ModelRequest question)
      implements DataStreamChannel {

    @Override
    public void requestOutput() {
      delegate.requestOutput();
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
      ByteBuffer seen = source.duplicate();
      int count = delegate.write(source);
      if (count > 0) {
        seen.limit(Math.min(seen.limit(), seen.position() + count));
        question.onBytes(seen);
      }
      return count;
    }

    @Override
    public void endStream() throws IOException {
      delegate.endStream();
    }

    @Override
    public void endStream(List<? extends Header> trailers) throws IOException {
      delegate.endStream(trailers);
    }
  }
}
