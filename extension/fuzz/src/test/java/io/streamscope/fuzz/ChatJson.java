/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Writes valid JSON as one provider spells it. An odd one repeats members, writes names with
 * escapes, and nests members with the names that mean something where they mean nothing.
 */
final class ChatJson {

  private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t\r\n ");
  private static final List<String> DECOYS =
      List.of("content", "finish_reason", "id", "choices", "delta", "usage", "index", "x_groq");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "-0.5",
          "1.9",
          "1e1",
          "-0",
          "1e400",
          "9223372036854775806",
          "9223372036854775807",
          "9223372036854775808",
          "36893488147419103233",
          "2.5E-3",
          "\"7\"",
          "null",
          "15.99",
          "16");

  private final FuzzInput decisions;
  private final int spaces;
  private final boolean isAscii;
  private final boolean isOdd;

  ChatJson(FuzzInput decisions) {
    this.decisions = decisions;
    this.spaces = decisions.below(4);
    this.isAscii = decisions.flag();
    this.isOdd = decisions.below(4) == 1;
  }

  String member(String name, String value) {
    String quoted = '"' + name + '"';
    if (isOdd && oneIn(8)) {
      int at = 1 + decisions.below(name.length());
      String escape = "\\u%04x".formatted((int) quoted.charAt(at));
      quoted = quoted.substring(0, at) + escape + quoted.substring(at + 1);
    }
    return quoted + space() + ':' + (spaces == 1 ? " " : space()) + value;
  }

  String object(List<String> members) {
    List<String> all = new ArrayList<>(members);
    if (isOdd && oneIn(8)) {
      all.add(decisions.below(1 + all.size()), member("x", decoy()));
    }
    if (isOdd && oneIn(8) && !members.isEmpty()) {
      all.add(decisions.below(1 + all.size()), members.get(decisions.below(members.size())));
    }
    if (isOdd && oneIn(8)) {
      String name = DECOYS.get(decisions.below(DECOYS.size()));
      all.add(decisions.below(1 + all.size()), member(name, decoy()));
    }
    return '{' + joined(all) + '}';
  }

  /** Any value in which names occur that mean something elsewhere. */
  private String decoy() {
    String name = DECOYS.get(decisions.below(DECOYS.size()));
    return switch (decisions.below(6)) {
      case 0 -> text();
      case 1 -> number();
      case 2 -> '{' + member(name, text()) + '}';
      case 3 -> '[' + '{' + member(name, number()) + '}' + ']';
      case 4 -> '{' + member(name, "{\"prompt_tokens\":3,\"content\":\"x\",\"a\":[{}]}") + '}';
      default -> "{\"choices\":[{\"delta\":{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}";
    };
  }

  /** The same of nothing but these. */
  String plainObject(List<String> members) {
    return '{' + joined(members) + '}';
  }

  String array(List<String> elements) {
    return '[' + joined(elements) + ']';
  }

  private String joined(List<String> parts) {
    List<String> present = new ArrayList<>(parts);
    present.removeAll(Collections.singleton(""));
    return space() + String.join(spaces == 1 ? ", " : space() + ',' + space(), present) + space();
  }

  private String space() {
    return spaces < 3 ? "" : SPACES.get(decisions.below(SPACES.size()));
  }

  /** A number, or what is none. */
  String number() {
    return decisions.below(4) == 3
        ? NUMBERS.get(decisions.below(NUMBERS.size()))
        : Integer.toString(decisions.next() << 8 | decisions.next());
  }

  String text() {
    byte[] bytes = new byte[decisions.below(24)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) decisions.next();
    }
    return quoted(new String(bytes, UTF_8));
  }

  private String quoted(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c == '\n') {
        json.append("\\n");
      } else if (c < 0x20 || (isAscii && c >= 0x80)) {
        json.append("\\u%04x".formatted((int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  private boolean oneIn(int bound) {
    return decisions.below(bound) == 1;
  }
}
