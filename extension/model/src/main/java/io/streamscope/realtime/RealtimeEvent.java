/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonDigest;
import io.streamscope.json.JsonReader;

/**
 * A message that has passed.
 *
 * @param digest what is kept of it
 * @param bytes of its payload
 * @param audio bytes that its texts in base64 stand for
 */
record RealtimeEvent(JsonDigest digest, long bytes, long audio) {

  /** Whether it is a whole JSON document. */
  boolean isDocument() {
    return digest.isComplete();
  }

  /** A reader that stands before it; a new one each time. */
  JsonReader json() {
    return digest.reader();
  }
}
