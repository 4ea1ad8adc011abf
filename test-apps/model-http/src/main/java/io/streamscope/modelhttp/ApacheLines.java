/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Makes lines of the bytes that Apache's asynchronous client brings. */
final class ApacheLines extends AbstractBinResponseConsumer<Void> {
  private static final int CAPACITY = 8192;

  private final Reading reading;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  ApacheLines(Reading reading) {
    this.reading = reading;
  }

  @Override
  protected void start(HttpResponse response, @Nullable ContentType type) {
    Header retryAfter = response.getFirstHeader("Retry-After");
    reading.status(
        response.getCode(),
        String.valueOf(type),
        retryAfter == null ? null : retryAfter.getValue());
  }

  @Override
  protected void data(ByteBuffer source, boolean last) {
    while (source.hasRemaining()) {
      byte next = source.get();
      if (next == '\n') {
        complete();
      } else if (next != '\r') {
        line.write(next);
      }
    }
    if (last && line.size() > 0) {
      complete();
    }
  }

  private void complete() {
    boolean hadEnough = reading.isEnough();
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!reading.line(text) && !hadEnough) {
      reading.closed();
    }
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  protected @Nullable Void buildResult() {
    return null;
  }

  @Override
  protected int capacityIncrement() {
    return CAPACITY;
  }

  @Override
  public void releaseResources() {}
}
