/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import io.streamscope.http.InboundBody;
import io.streamscope.wire.Tap;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpRequest;

/** Takes what is read to its stream; a request that the application gave up has not failed. */
final class BodyTap implements Tap {

  private final InboundBody body;
  private final HttpRequest request;

  BodyTap(InboundBody body, HttpRequest request) {
    this.body = body;
    this.request = request;
  }

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    body.onBytes(bytes, offset, length);
  }

  @Override
  public void onEnd() {
    body.onEnd();
  }

  @Override
  public void onClose() {
    body.onClose();
  }

  @Override
  public void onError(Throwable error) {
    if (request instanceof CancellableDependency given && given.isCancelled()) {
      body.onClose();
    } else {
      body.onError(error);
    }
  }
}
