/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** A consumer of bytes that has no result but its calls. */
abstract class ApacheBytes extends AbstractBinResponseConsumer<Void> {

  private static final int CAPACITY = 8192;

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
