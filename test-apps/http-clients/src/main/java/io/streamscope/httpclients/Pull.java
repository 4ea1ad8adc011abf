/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The loop of an application that asks for one line after the other. */
final class Pull {

  private Pull() {}

  /**
   * Reads lines until there are none or the application has enough, then closes.
   *
   * @param response what the application would have to hold
   */
  static void lines(Reading reading, Lines lines, Object response, Reading.Closer closer)
      throws Exception {
    boolean toTheEnd = false;
    try {
      if (reading.open(closer)) {
        String line = lines.next();
        while (line != null && reading.line(line)) {
          line = lines.next();
        }
        toTheEnd = line == null;
      }
    } catch (Exception failure) {
      reading.failed(failure);
    }
    if (toTheEnd) {
      reading.ended();
    }
    if (!reading.forgets(response)) {
      closer.close();
      reading.closed();
    }
  }

  /** The same from bytes. */
  static void bytes(Reading reading, InputStream in, Object response, Reading.Closer closer)
      throws Exception {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    lines(reading, reader::readLine, response, closer);
  }

  /** Where lines come from. */
  interface Lines {
    /** The next one, null at the end. */
    @Nullable String next() throws IOException;
  }
}
