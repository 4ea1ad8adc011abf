/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Map;

/**
 * One question.
 *
 * @param url whole
 * @param headers all of them
 * @param json what is sent
 * @param once whether the body can be read only once
 * @param streamed whether the answer is wanted in pieces
 */
record Ask(String url, Map<String, String> headers, String json, boolean once, boolean streamed) {
  byte[] body() {
    return json.getBytes(UTF_8);
  }

  /** The body, to be read only once. */
  InputStream stream() {
    return new ByteArrayInputStream(body());
  }
}
