/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** Takes its messages in parts, and answers in as many. */
public final class JettyNativeParts extends Session.Listener.AbstractAutoDemanding {

  @Override
  public void onWebSocketPartialText(String part, boolean last) {
    Observations.saw("part " + part + " " + last);
    getSession().sendPartialText(part, last, Callback.NOOP);
  }

  @Override
  public void onWebSocketClose(int code, String reason, Callback callback) {
    Observations.saw("parts closed " + code);
    callback.succeed();
  }
}
