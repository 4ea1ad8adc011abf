/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question in the words of whoever asks for it: the path, headers, a line each, and after an
 * empty line the body, byte for byte.
 *
 * @param path with its query
 */
record Question(String path, Map<String, String> headers, String body) {

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  static Question parse(String text) {
    int end = text.indexOf("\n\n");
    if (end < 0 || !text.startsWith("/")) {
      throw new IllegalArgumentException("no question: " + text);
    }
    List<String> head = text.substring(0, end).lines().toList();
    Map<String, String> headers = new LinkedHashMap<>();
    for (String header : head.subList(1, head.size())) {
      int colon = header.indexOf(": ");
      if (colon <= 0) {
        throw new IllegalArgumentException("no header: " + header);
      }
      headers.put(header.substring(0, colon), header.substring(colon + 2));
    }
    return new Question(head.get(0), headers, text.substring(end + 2));
  }

  /** The question to that server; in pieces is wanted what is not asked for as one document. */
  Ask to(String baseUrl) {
    boolean streamed =
        !headers.getOrDefault("Accept", "application/json").equals("application/json");
    return new Ask(baseUrl + path, headers, body, false, streamed);
  }
}
