/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.mvc;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/**
 * An object that asks another server when it is made JSON of.
 *
 * @param url whom it asks
 */
public record Asking(String url) {

  /** What became of it. */
  public int getStatus() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    return connection.getResponseCode();
  }
}
