/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.websocket.v5_3;

import io.opentelemetry.context.Context;
import io.streamscope.websocket.WebSocketTelemetry;

/** A handler of the application that has failed, on this thread. */
public final class FailedHandler {

  private FailedHandler() {}

  /** Spring has caught what it threw, and tells nobody but the log. */
  public static void caught(Throwable thrown) {
    WebSocketTelemetry.failedInTurn(Context.current(), thrown);
  }
}
