/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes the documents of one answer. A provider has a few habits, documents of its family with
 * members moved, missing, added or of another type; mostly it repeats these with other texts and
 * numbers, so that their shapes are learned. Some are damaged.
 */
final class WireProvider {

  private static final ObjectMapper QUOTES =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_SINGLE_QUOTES).build();
  private static final int CHANGES_MAX = 4;

  private final FuzzInput decisions;
  private final WireFamily family;
  private final ChatJson json;
  private final List<String> names;
  private final List<JsonNode> habits = new ArrayList<>();
  private final Map<String, String> kept = new HashMap<>();
  private final int damage;

  WireProvider(FuzzInput decisions, WireFamily family) {
    this.decisions = decisions;
    this.family = family;
    this.json = new ChatJson(decisions);
    TreeSet<String> all = new TreeSet<>();
    family.documents().forEach(document -> collect(parsed(document), all));
    this.names = List.copyOf(all);
    this.damage = decisions.oneOf(0, 0, 16, 3);
    for (int left = 1 + decisions.below(3); left > 0; left--) {
      habits.add(changed());
    }
  }

  private static JsonNode parsed(String document) {
    try {
      return QUOTES.readTree(document);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(document, impossible);
    }
  }

  private static void collect(JsonNode node, TreeSet<String> all) {
    node.fieldNames().forEachRemaining(all::add);
    node.forEach(child -> collect(child, all));
  }

  /** The next document of a stream. */
  String event() {
    int choice = decisions.below(8);
    JsonNode document = choice == 7 ? changed() : habits.get(choice % habits.size());
    String event = oneLine(written("", document));
    String sent = damage != 0 && decisions.below(damage) == 1 ? damaged(event) : event;
    return new String(sent.getBytes(UTF_8), UTF_8); // half a character is none
  }

  /** A whole answer; an array if there are several. */
  String document(int count) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(written("", habits.get(i % habits.size())));
    }
    return count == 1 ? all.get(0) : json.array(all);
  }

  private static String oneLine(String document) {
    return document.replace('\r', ' ');
  }

  private JsonNode changed() {
    List<String> documents = family.documents();
    JsonNode document = parsed(documents.get(decisions.below(documents.size())));
    for (int left = decisions.below(1 + CHANGES_MAX); left > 0; left--) {
      List<JsonNode> containers = new ArrayList<>();
      containers(document, containers);
      JsonNode container = containers.get(decisions.below(containers.size()));
      if (container instanceof ObjectNode object) {
        change(object);
      } else if (container instanceof ArrayNode array) {
        change(array);
      }
    }
    return document;
  }

  private static void containers(JsonNode node, List<JsonNode> all) {
    if (node.isContainerNode()) {
      all.add(node);
      node.forEach(child -> containers(child, all));
    }
  }

  private void change(ObjectNode object) {
    List<String> present = new ArrayList<>();
    object.fieldNames().forEachRemaining(present::add);
    String name =
        present.isEmpty() || decisions.below(3) == 2
            ? names.get(decisions.below(names.size()))
            : present.get(decisions.below(present.size()));
    switch (decisions.below(4)) {
      case 0 -> object.remove(name);
      case 1 -> {
        JsonNode moved = object.remove(name);
        if (moved != null) {
          object.set(name, moved);
        }
      }
      default -> object.set(name, anything());
    }
  }

  private void change(ArrayNode array) {
    int at = decisions.below(1 + array.size());
    switch (decisions.below(3)) {
      case 0 -> array.remove(at);
      case 1 -> array.insert(at, anything());
      default -> {
        if (!array.isEmpty()) {
          array.insert(at, array.get(decisions.below(array.size())).deepCopy());
        }
      }
    }
  }

  private JsonNode anything() {
    String name = names.get(decisions.below(names.size()));
    return parsed(
        switch (decisions.below(10)) {
          case 0 -> "null";
          case 1 -> "'$t'";
          case 2 -> "'$n'";
          case 3 -> "{}";
          case 4 -> "[]";
          case 5 -> "true";
          case 6 -> "{'" + name + "':'$t'}";
          case 7 -> "[{'" + name + "':'$n'}]";
          case 8 -> "''";
          default -> "{'" + name + "':{'" + name + "':'$n'}}";
        });
  }

  private String written(String name, JsonNode node) {
    if (node.isObject()) {
      List<String> members = new ArrayList<>();
      node.properties()
          .forEach(
              member ->
                  members.add(
                      json.member(member.getKey(), written(member.getKey(), member.getValue()))));
      return json.plainObject(members);
    }
    if (node.isArray()) {
      List<String> elements = new ArrayList<>();
      node.forEach(element -> elements.add(written(name, element)));
      return json.array(elements);
    }
    return switch (node.asText()) {
      case "$t" -> isKept(name) ? kept(name) : json.text();
      case "$i" -> kept(name);
      case "$n" -> number(name);
      default -> node.toString();
    };
  }

  private static boolean isKept(String name) {
    return name.equals("id")
        || name.equals("request_id")
        || name.equals("responseId")
        || name.toLowerCase(Locale.ROOT).startsWith("model");
  }

  /** Who answers, and under what name, stays the same. */
  private String kept(String name) {
    String known = kept.get(name);
    if (known == null) {
      known = json.text();
      kept.put(name, known);
    }
    return known;
  }

  /** Whoever counts wrongly does so always. */
  private String number(String name) {
    String odd = kept.computeIfAbsent("number " + name, key -> oddNumber());
    return odd.isEmpty() ? Integer.toString(decisions.next() << 8 | decisions.next()) : odd;
  }

  private String oddNumber() {
    return decisions.below(8) == 1 ? json.number() : "";
  }

  /** One that has been cut, or in which something is missing, replaced or added. */
  private String damaged(String event) {
    int at = (decisions.next() << 8 | decisions.next()) % event.length();
    String rest = event.substring(at);
    char other = (char) ('\t' + decisions.next());
    return oneLine(
        switch (decisions.below(4)) {
          case 0 -> event.substring(0, at);
          case 1 -> event.substring(0, at) + rest.substring(1);
          case 2 -> event.substring(0, at) + other + rest.substring(1);
          default -> event.substring(0, at) + other + rest;
        });
  }
}
