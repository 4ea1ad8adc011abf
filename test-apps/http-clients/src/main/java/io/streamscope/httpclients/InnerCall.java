/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** A request that the application makes while it handles an event, with another client. */
final class InnerCall {

  private InnerCall() {}

  /** The status. */
  static int of(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      try (InputStream body = connection.getInputStream()) {
        body.readAllBytes();
      }
      return connection.getResponseCode();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
