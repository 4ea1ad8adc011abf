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
 * Writes the events of one answer in the habits of one provider: the order of members, what is left
 * out or null, spaces, escapes. Habits stay the same during an answer, texts do not.
 *
 * <p>As providers do, and as the format expects: one choice an event; before the text of a delta
 * only what is the same in every event, or ASCII; and calls of tools have no index of their own if
 * that of the choice comes after them.
 */
final class ChatProvider {

  private final FuzzInput decisions;
  private final boolean isSpaced;
  private final boolean isAscii;
  private final boolean usageComesFirst;
  private final boolean choicesComeFirst;
  private final boolean indexComesFirst;
  private final boolean reasonComesFirst;
  private final boolean hasIndex;
  private final boolean repeatsRole;
  private final boolean hasLogprobs;
  private final int unfinished;
  private final int unused;
  private final String reasoning;
  private final List<String> identity = new ArrayList<>();

  ChatProvider(FuzzInput decisions) {
    this.decisions = decisions;
    this.isSpaced = decisions.flag();
    this.isAscii = decisions.flag();
    this.usageComesFirst = decisions.flag();
    this.choicesComeFirst = decisions.flag();
    this.indexComesFirst = decisions.flag();
    this.reasonComesFirst = decisions.flag();
    this.hasIndex = decisions.flag();
    this.repeatsRole = decisions.flag();
    this.hasLogprobs = decisions.flag();
    this.unfinished = decisions.below(3);
    this.unused = decisions.below(3);
    this.reasoning = decisions.flag() ? "reasoning" : "reasoning_content";
    for (String name : List.of("id", "object", "model", "system_fingerprint", "service_tier")) {
      if (decisions.flag()) {
        identity.add(member(name, text()));
      }
    }
  }

  /** The next event. */
  String event() {
    int kind = decisions.below(14);
    String choices = member("choices", array(kind == 0 ? List.of() : List.of(choice(kind))));
    String usage = usage(kind);
    List<String> members = new ArrayList<>(identity);
    if (usageComesFirst) {
      members.add(0, usage);
    } else {
      members.add(usage);
    }
    members.add(choicesComeFirst ? 0 : members.size(), choices);
    if (decisions.below(8) == 1) {
      members.add(member("obfuscation", text()));
    }
    return object(members);
  }

  private String choice(int kind) {
    List<String> members = new ArrayList<>();
    members.add(member("delta", object(delta(kind))));
    if (hasLogprobs) {
      members.add(member("logprobs", logprobs(kind)));
    }
    members.add(reasonComesFirst ? 0 : members.size(), finishReason());
    if (hasIndex) {
      members.add(
          indexComesFirst ? 0 : members.size(),
          member("index", Integer.toString(decisions.below(3))));
    }
    return object(members);
  }

  private List<String> delta(int kind) {
    List<String> members = new ArrayList<>();
    if (repeatsRole || kind == 1) {
      members.add(member("role", "\"assistant\""));
    }
    switch (kind) {
      case 1 -> members.add(member("content", "\"\""));
      case 2 -> members.add(member("content", "null"));
      case 3 -> {
        members.add(member("content", "null"));
        members.add(member(reasoning, text()));
      }
      case 4 -> members.add(member(reasoning, text()));
      case 5 -> members.add(member("refusal", text()));
      case 6, 7 -> members.add(member("tool_calls", array(toolCalls(kind - 5))));
      case 8 -> members.add(member("function_call", object(List.of(member("name", text())))));
      case 9 -> members.add(member("audio", object(List.of(member("data", text())))));
      case 10 -> {}
      default -> members.add(member("content", text()));
    }
    return members;
  }

  private List<String> toolCalls(int count) {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> members = new ArrayList<>();
      if (hasIndex && indexComesFirst) {
        members.add(member("index", Integer.toString(i)));
      }
      members.add(member("id", text()));
      members.add(member("function", object(List.of(member("arguments", text())))));
      calls.add(object(members));
    }
    return calls;
  }

  /** The tokens of a text delta, with their likelihood. */
  private String logprobs(int kind) {
    if (kind <= 10) {
      return "null";
    }
    String token = object(List.of(member("token", text()), member("logprob", "-0.25")));
    return object(List.of(member("content", array(List.of(token))), member("refusal", "null")));
  }

  private String finishReason() {
    return switch (decisions.below(8)) {
      case 1 -> member("finish_reason", "\"stop\"");
      case 2 -> member("finish_reason", text());
      default -> optional("finish_reason", unfinished);
    };
  }

  private String usage(int kind) {
    if (kind != 0 && decisions.below(8) != 1) {
      return optional("usage", Math.min(1, unused));
    }
    List<String> members = new ArrayList<>();
    members.add(member("prompt_tokens", count()));
    members.add(member("completion_tokens", count()));
    if (decisions.flag()) {
      String details = object(List.of(member("cached_tokens", count())));
      members.add(member("prompt_tokens_details", details));
    }
    if (decisions.flag()) {
      String details = object(List.of(member("reasoning_tokens", count())));
      members.add(member("completion_tokens_details", details));
    }
    return member("usage", object(members));
  }

  private String count() {
    return Integer.toString(decisions.next() << 8 | decisions.next());
  }

  private String optional(String name, int habit) {
    return switch (habit) {
      case 0 -> "";
      case 1 -> member(name, "null");
      default -> member(name, "\"\"");
    };
  }

  private String text() {
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

  private String member(String name, String value) {
    return '"' + name + '"' + (isSpaced ? ": " : ":") + value;
  }

  private String object(List<String> members) {
    return '{' + joined(members) + '}';
  }

  private String array(List<String> elements) {
    return '[' + joined(elements) + ']';
  }

  private String joined(List<String> parts) {
    List<String> present = new ArrayList<>(parts);
    present.removeAll(Collections.singleton(""));
    return String.join(isSpaced ? ", " : ",", present);
  }
}
