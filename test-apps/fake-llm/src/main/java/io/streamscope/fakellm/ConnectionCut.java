/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;

/**
 * Thrown out of the HTTP handler to make the JDK server close the TCP connection where it stands:
 * the client sees neither a last chunk nor the promised content length.
 */
final class ConnectionCut extends IOException {
  private static final long serialVersionUID = 1L;

  ConnectionCut(String reason) {
    super(reason);
  }
}
