/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import io.streamscope.wire.TappedInputStream;
import io.streamscope.wire.TappedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** The entity of a streamed response, whichever way the application reads it. */
final class TracingEntity extends HttpEntityWrapper {

  private final BodyTap tap;
  private @Nullable InputStream content; // handed out first; one reader at a time
  private @Nullable InputStream traced;

  TracingEntity(HttpEntity entity, BodyTap tap) {
    super(entity);
    this.tap = tap;
  }

  @Override
  public InputStream getContent() throws IOException {
    InputStream current = super.getContent();
    if (current == null) {
      return current;
    }
    InputStream known = traced;
    if (known == null || current != content) {
      known = new TappedInputStream(current, tap);
      content = current;
      traced = known;
    }
    return known;
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
  public void close() throws IOException {
    try {
      super.close();
    } finally {
      tap.onClose();
    }
  }
}
