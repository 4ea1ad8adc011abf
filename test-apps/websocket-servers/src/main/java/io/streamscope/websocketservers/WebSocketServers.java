/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** Serves the endpoints on a container: {@code <container>}. */
public final class WebSocketServers {

  private WebSocketServers() {}

  /** Says where it listens. */
  public static void main(String[] arguments) throws Exception {
    String name = arguments[0].substring(0, 1).toUpperCase(Locale.ROOT) + arguments[0].substring(1);
    Class<?> container =
        Class.forName(WebSocketServers.class.getPackageName() + "." + name + "Container");
    System.out.println(
        "websocket-servers listening on http://127.0.0.1:"
            + container.getDeclaredMethod("start").invoke(null));
    new CountDownLatch(1).await(); // until the process is told to end
  }
}
