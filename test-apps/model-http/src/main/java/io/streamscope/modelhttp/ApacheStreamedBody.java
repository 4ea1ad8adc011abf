/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.nio.StreamChannel;
import org.apache.hc.core5.http.nio.entity.AbstractBinAsyncEntityProducer;

/** A body for Apache's asynchronous client that can be read only once. */
final class ApacheStreamedBody extends AbstractBinAsyncEntityProducer {
  private static final int PIECE = 1024;

  private final InputStream in;

  ApacheStreamedBody(InputStream in) {
    super(0, ContentType.APPLICATION_JSON);
    this.in = in;
  }

  @Override
  protected int availableData() {
    return Integer.MAX_VALUE;
  }

  @Override
  protected void produceData(StreamChannel<ByteBuffer> channel) throws IOException {
    byte[] piece = in.readNBytes(PIECE);
    if (piece.length > 0) {
      channel.write(ByteBuffer.wrap(piece));
    }
    if (piece.length < PIECE) {
      channel.endStream();
    }
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public void failed(Exception cause) {}
}
