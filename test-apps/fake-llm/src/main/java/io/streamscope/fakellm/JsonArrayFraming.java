/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

/** One JSON array whose elements come one by one, as Google streams unless asked for events. */
final class JsonArrayFraming implements Framing {
  private boolean begun;

  @Override
  public String contentType() {
    return "application/json; charset=UTF-8";
  }

  @Override
  public byte[] bytes(Frame frame) {
    String before = begun ? "\r\n,\r\n" : "[";
    begun = true;
    return (before + frame.data()).getBytes(UTF_8);
  }

  @Override
  public byte[] comment() {
    return (begun ? "\r\n" : "").getBytes(UTF_8);
  }

  @Override
  public byte[] close() {
    return (begun ? "\r\n]" : "[]").getBytes(UTF_8);
  }
}
