/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Writes a line for each JVM that is started; the closing lines of the build count them. */
final class JvmStarts {

  private static final Path FILE = Path.of("target/jvm-starts.txt");

  private JvmStarts() {}

  static synchronized void count(String what) {
    try {
      Files.writeString(
          FILE,
          System.currentTimeMillis() + " " + what + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
