/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.websocket.Handshake;
import org.eclipse.jetty.websocket.core.client.CoreClientUpgradeRequest;
import org.jspecify.annotations.Nullable;

/** A connection that the application has asked for, until it opens. */
public final class RequestedSocket {

  private static final VirtualField<CoreClientUpgradeRequest, Handshake> handshakes =
      VirtualField.find(CoreClientUpgradeRequest.class, Handshake.class);

  private RequestedSocket() {}

  /**
   * The application asks for it. The span that the agent starts for the request of Jetty 12 is none
   * to be below: it never ends if the server agrees.
   */
  public static void connecting(CoreClientUpgradeRequest request) {
    handshakes.set(request, new Handshake(Context.current(), System.nanoTime()));
  }

  /** It opens; {@link JettyWebSocket#opening} looks for who has asked. */
  public static @Nullable Scope upgrading(CoreClientUpgradeRequest request) {
    Handshake handshake = handshakes.get(request);
    return handshake == null ? null : handshake.context().makeCurrent();
  }
}
