/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Makes lines of bytes that come in pieces. */
final class LineDecoder {

  private final Predicate<String> lines;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean afterCr;

  LineDecoder(Predicate<String> lines) {
    this.lines = lines;
  }

  /** Takes some bytes; false as soon as nobody wants another line. */
  boolean feed(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      byte b = bytes[i];
      boolean secondOfPair = afterCr && b == '\n';
      afterCr = b == '\r';
      if (secondOfPair) {
        continue;
      }
      if (b != '\r' && b != '\n') {
        line.write(b);
      } else if (!end()) {
        return false;
      }
    }
    return true;
  }

  private boolean end() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    return lines.test(text);
  }
}
