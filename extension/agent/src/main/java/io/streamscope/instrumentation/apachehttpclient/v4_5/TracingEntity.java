/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v4_5;

import io.streamscope.http.InboundTap;
import io.streamscope.wire.TappedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.http.HttpEntity;
import org.apache.http.entity.HttpEntityWrapper;

/** The entity of a streamed response, whichever way the application reads it. */
final class TracingEntity extends HttpEntityWrapper {

  private final InboundTap tap;

  TracingEntity(HttpEntity entity, InboundTap tap) {
    super(entity);
    this.tap = tap;
  }

  @Override
  public InputStream getContent() throws IOException {
    InputStream content = super.getContent();
    return content == null ? content : tap.reading(content);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      super.writeTo(out == null ? null : new TappedOutputStream(out, tap));
    } catch (Throwable t) {
      tap.onError(t);
      throw t;
    }
    tap.onEnd();
  }

  @Override
  @Deprecated
  public void consumeContent() throws IOException {
    try {
      super.consumeContent();
    } finally {
      tap.onClose();
    }
  }
}
