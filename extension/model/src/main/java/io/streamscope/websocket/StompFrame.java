/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one message of a STOMP client says: a frame (STOMP 1.0 to 1.2) or the beginning of one, a
 * heart-beat, or more of the frame before. SockJS puts it into an array of one string. Only the
 * head is looked at, of bounded length. Immutable.
 */
final class StompFrame {

  /** The header that carries a trace if the user has named no other (W3C Trace Context). */
  static final String TRACE = "traceparent";

  private static final int HEAD_MAX = 8_192;
  private static final String SOCKJS = "[\"";
  private static final Set<String> CONNECTING = Set.of("CONNECT", "STOMP");
  private static final Set<String> OTHERS =
      Set.of("SUBSCRIBE", "UNSUBSCRIBE", "ACK", "NACK", "BEGIN", "COMMIT", "ABORT", "DISCONNECT");
  private static final List<String> WITH_MESSAGE = List.of("SEND\n", "MESSAGE\n");

  private final List<String> lines; // of the head and perhaps of the body

  private StompFrame(List<String> lines) {
    this.lines = lines;
  }

  static StompFrame of(CharSequence message) {
    String head = head(message);
    if (head.startsWith(SOCKJS)) {
      head = head.substring(SOCKJS.length()).replace("\\r", "").replace("\\n", "\n");
      head = head.equals("\n\"]") ? "\n" : head;
    }
    return new StompFrame(head.stripLeading().lines().toList());
  }

  private static String head(CharSequence message) {
    return message.subSequence(0, Math.min(message.length(), HEAD_MAX)).toString();
  }

  /**
   * Where the headers begin of a text that is one whole frame with a message, of either side, and
   * has a head that ends; negative if it is none, or comes in SockJS's array.
   */
  static int beginOfHeaders(CharSequence text) {
    for (String command : WITH_MESSAGE) {
      int length = command.length();
      if (text.length() > length && command.contentEquals(text.subSequence(0, length))) {
        boolean whole = head(text).contains("\n\n") && isEnded(text);
        return whole ? length : -1;
      }
    }
    return -1;
  }

  /** Behind the octet that ends a frame there may be ends of lines. */
  private static boolean isEnded(CharSequence text) {
    int last = text.length() - 1;
    while (last > 0 && (text.charAt(last) == '\n' || text.charAt(last) == '\r')) {
      last--;
    }
    return text.charAt(last) == '\0';
  }

  /** Whether it opens a session: the first message of one, and of nothing else. */
  boolean isConnect() {
    return CONNECTING.contains(command());
  }

  /** Whether it says no more than that somebody is there. */
  boolean isHeartbeat() {
    return lines.isEmpty();
  }

  /** Whether it is for the application. */
  boolean isSend() {
    return command().equals("SEND");
  }

  /** Whether it is for the broker alone. */
  boolean isForTheBroker() {
    return isConnect() || OTHERS.contains(command());
  }

  private String command() {
    return lines.isEmpty() ? "" : lines.get(0);
  }

  /** The header of a name, the first if there are several; null if there is none. */
  @Nullable String header(String name) {
    for (int i = 1; i < lines.size() && !lines.get(i).isEmpty(); i++) {
      String line = lines.get(i);
      if (line.startsWith(name) && line.startsWith(":", name.length())) {
        return line.substring(name.length() + 1);
      }
    }
    return null;
  }
}
