/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import java.util.Locale;

/** What happens to the model stream when the browser leaves. */
public enum OnDisconnect {
  /** Close the model stream; the model server notices and can stop. */
  CANCEL,
  /** Read the model stream to its end for nobody; the fault this gateway exists to show. */
  KEEP_READING;

  static OnDisconnect named(String name) {
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "cancel" -> CANCEL;
      case "keep-reading" -> KEEP_READING;
      default ->
          throw new IllegalArgumentException(
              "onDisconnect must be cancel or keep-reading, not " + name);
    };
  }
}
