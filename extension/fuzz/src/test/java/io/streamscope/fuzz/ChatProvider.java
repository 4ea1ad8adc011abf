/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the events of one answer in the habits of one provider: which members there are and in
 * which order, how they are spelled. Habits stay the same during an answer; texts, indexes and what
 * happens do not. Some events are damaged.
 */
final class ChatProvider {

  private final FuzzInput decisions;
  private final ChatJson json;
  private final boolean usageComesFirst;
  private final boolean choicesComeFirst;
  private final boolean indexComesFirst;
  private final boolean reasonComesFirst;
  private final boolean hasIndex;
  private final boolean repeatsRole;
  private final boolean hasLogprobs;
  private final boolean isPadded;
  private final boolean isManifold;
  private final int unfinished;
  private final int unused;
  private final int damage;
  private final String reasoning;
  private final List<String> identity = new ArrayList<>();

  ChatProvider(FuzzInput decisions) {
    this.decisions = decisions;
    this.json = new ChatJson(decisions);
    this.usageComesFirst = decisions.flag();
    this.choicesComeFirst = decisions.flag();
    this.indexComesFirst = decisions.flag();
    this.reasonComesFirst = decisions.flag();
    this.hasIndex = decisions.flag();
    this.repeatsRole = decisions.flag();
    this.hasLogprobs = decisions.flag();
    this.isPadded = decisions.flag();
    this.isManifold = decisions.flag();
    this.unfinished = decisions.below(3);
    this.unused = decisions.below(3);
    this.damage = decisions.oneOf(0, 0, 16, 3);
    this.reasoning = decisions.flag() ? "reasoning" : "reasoning_content";
    for (String name : List.of("id", "object", "model", "system_fingerprint", "service_tier")) {
      if (decisions.flag()) {
        identity.add(json.member(name, json.text()));
      }
    }
  }

  /** The next event. */
  String event() {
    int kind = decisions.below(16);
    List<String> choices = new ArrayList<>();
    for (int left = kind == 0 ? 0 : isManifold ? 1 + decisions.below(3) : 1; left > 0; left--) {
      choices.add(choice(left == 1 ? kind : decisions.below(16)));
    }
    List<String> members = new ArrayList<>(identity);
    members.add(usageComesFirst ? 0 : members.size(), usage(kind == 0 || oneIn(8)));
    members.add(choicesComeFirst ? 0 : members.size(), json.member("choices", json.array(choices)));
    if (oneIn(16)) {
      members.add(json.member("x_groq", json.object(List.of(usage(true)))));
    }
    if (isPadded) {
      members.add(json.member("obfuscation", json.text()));
    }
    String event = json.object(members);
    return damage != 0 && oneIn(damage) ? damaged(event) : event;
  }

  private String choice(int kind) {
    List<String> members = new ArrayList<>();
    members.add(json.member("delta", json.object(delta(kind))));
    if (hasLogprobs) {
      members.add(json.member("logprobs", logprobs(kind)));
    }
    members.add(reasonComesFirst ? 0 : members.size(), finishReason());
    if (hasIndex) {
      members.add(indexComesFirst ? 0 : members.size(), json.member("index", index()));
    }
    if (oneIn(16)) {
      members.add(usage(true));
    }
    return json.object(members);
  }

  private List<String> delta(int kind) {
    List<String> members = new ArrayList<>();
    if (repeatsRole || kind == 1) {
      members.add(json.member("role", "\"assistant\""));
    }
    switch (kind) {
      case 1 -> members.add(json.member("content", "\"\""));
      case 2 -> members.add(json.member("content", "null"));
      case 3 -> {
        members.add(json.member("content", "null"));
        members.add(json.member(reasoning, json.text()));
      }
      case 4 -> {
        members.add(json.member(reasoning, json.text()));
        members.add(json.member("content", json.text()));
      }
      case 5 -> members.add(json.member("refusal", json.text()));
      case 6, 7 -> members.add(json.member("tool_calls", json.array(toolCalls(kind - 5))));
      case 8 -> members.add(json.member("function_call", function("name")));
      case 9 -> members.add(json.member("audio", function("data")));
      case 10 -> {}
      case 11 -> members.add(json.member("content", json.array(List.of(json.text()))));
      default -> members.add(json.member("content", json.text()));
    }
    return members;
  }

  private List<String> toolCalls(int count) {
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> members = new ArrayList<>();
      members.add(json.member("id", json.text()));
      members.add(json.member("function", function("arguments")));
      members.add(decisions.below(3), json.member("index", index()));
      calls.add(json.object(members));
    }
    return calls;
  }

  private String function(String name) {
    return json.object(oneIn(4) ? List.of() : List.of(json.member(name, json.text())));
  }

  /** The tokens of a text delta, with their likelihood. */
  private String logprobs(int kind) {
    if (kind <= 11 || oneIn(2)) {
      return "null";
    }
    String token =
        json.object(List.of(json.member("token", json.text()), json.member("logprob", "-0.25")));
    return json.object(
        List.of(
            json.member("content", json.array(List.of(token))), json.member("refusal", "null")));
  }

  private String finishReason() {
    return switch (decisions.below(8)) {
      case 1 -> json.member("finish_reason", "\"stop\"");
      case 2 -> json.member("finish_reason", json.text());
      default -> optional("finish_reason", unfinished);
    };
  }

  private String usage(boolean isReported) {
    if (!isReported) {
      return optional("usage", Math.min(1, unused));
    }
    List<String> members = new ArrayList<>();
    members.add(json.member("prompt_tokens", json.number()));
    members.add(json.member("completion_tokens", json.number()));
    for (String name : List.of("cached_tokens", "reasoning_tokens")) {
      String place = name.startsWith("c") ? "prompt" : "completion";
      String detail = json.member(name, json.number());
      switch (decisions.below(4)) {
        case 0 -> {}
        case 1 -> members.add(detail);
        default ->
            members.add(json.member(place + "_tokens_details", json.object(List.of(detail))));
      }
    }
    return json.member("usage", json.object(members));
  }

  private String index() {
    return decisions.below(4) == 3 ? json.number() : Integer.toString(decisions.below(4));
  }

  private String optional(String name, int habit) {
    return switch (habit) {
      case 0 -> "";
      case 1 -> json.member(name, "null");
      default -> json.member(name, "\"\"");
    };
  }

  /** An event that has been cut, or in which something is missing, replaced or added. */
  private String damaged(String event) {
    int at = (decisions.next() << 8 | decisions.next()) % event.length();
    String rest = event.substring(at);
    return switch (decisions.below(4)) {
      case 0 -> event.substring(0, at);
      case 1 -> event.substring(0, at) + rest.substring(1);
      case 2 -> event.substring(0, at) + (char) decisions.next() + rest.substring(1);
      default -> event.substring(0, at) + (char) decisions.next() + rest;
    };
  }

  private boolean oneIn(int bound) {
    return decisions.below(bound) == 1;
  }
}
