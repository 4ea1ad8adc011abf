/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.support;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.LocalRootSpan;
import io.streamscope.http.HttpAnswer;
import io.streamscope.websocket.Handshake;

/**
 * A request to a server of Netty's that has become a connection: the agent leaves its span open.
 */
public final class UpgradedRequest {

  private UpgradedRequest() {}

  /**
   * Ends the span of the request, if there is one.
   *
   * @param request its context
   */
  public static void end(Context request) {
    Span server = LocalRootSpan.fromContextOrNull(request);
    if (server != null && HttpAnswer.fromContext(request) != null) {
      Handshake.upgraded(server);
    }
  }
}
