/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import java.util.Map;

/**
 * What the application is told to ask.
 *
 * @param name by which the server knows it in its journal
 * @param client of the application
 * @param headers more of them
 */
record AskedText(
    String name,
    String client,
    String path,
    String contentType,
    String accept,
    Map<String, String> headers,
    String body) {

  /** In the words of the application: path, headers, an empty line, the body. */
  String text() {
    StringBuilder text = new StringBuilder(path).append('\n');
    header(text, "Content-Type", contentType);
    header(text, "Accept", accept);
    header(text, "X-Test-Id", name);
    headers.forEach((key, value) -> header(text, key, value));
    return text.append('\n').append(body).toString();
  }

  private static void header(StringBuilder text, String name, String value) {
    text.append(name).append(": ").append(value).append('\n');
  }
}
