/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;

/** Writes down what it is told, in the words of {@link SseReference}. */
final class SseRecorder implements SseParser.Listener {

  final List<String> seen = new ArrayList<>();

  @Override
  public void onEvent(SseParser.Event event) {
    String kept = new String(event.data(), 0, event.dataLength(), ISO_8859_1);
    String type = event.type();
    boolean isAscii = type != null && type.chars().allMatch(c -> c < 0x80);
    if (isAscii && type.length() < 60 && (!event.isType(type) || event.isType(type + "x"))) {
      seen.add("type is not itself");
    }
    seen.add(
        SseReference.event(type, event.dataBytes(), kept, event.isDataComplete(), event.hasId()));
  }

  @Override
  public void onComment(int bytes) {
    seen.add("comment " + bytes);
  }
}
