/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.streamscope.json.JsonReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Documents as Jackson's trees. */
final class JacksonTree {

  private static final ObjectMapper JACKSON = new ObjectMapper(JacksonToken.JACKSON);
  private static final int SMALL = 8_000;
  private static final int ELEMENTS_MAX = 16;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JacksonTree() {}

  /** Of members with the same name the last; null if it is not one value within our limits. */
  static @Nullable JsonNode read(String json) {
    List<JacksonToken> tokens = JacksonToken.all(json);
    if (tokens == null || !tokens.stream().allMatch(JacksonTree::isWithinLimits)) {
      return null;
    }
    try {
      return JACKSON.readTree(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static boolean isWithinLimits(JacksonToken token) {
    return (!token.kind().isStructStart() || token.depth() < JsonReader.MAX_DEPTH)
        && (!token.isNumber() || token.text().length() <= JsonReader.MAX_NUMBER);
  }

  /** Whether an object in it has two members of one name: then nobody can say what it means. */
  static boolean isAmbiguous(String json) {
    Deque<Set<String>> open = new ArrayDeque<>();
    try (JsonParser parser = JacksonToken.JACKSON.createParser(json)) {
      for (JsonToken kind = parser.nextToken(); kind != null; kind = parser.nextToken()) {
        switch (kind) {
          case START_OBJECT -> open.push(new HashSet<>());
          case END_OBJECT -> open.pop();
          case FIELD_NAME -> {
            if (!open.element().add(parser.getText())) {
              return true;
            }
          }
          default -> parser.getText();
        }
      }
    } catch (IOException malformed) {
      return false;
    }
    return false;
  }

  /** Whether nothing of a document that is kept as a digest is left out. */
  static boolean isSmall(String json) {
    if (json.length() > SMALL) {
      return false;
    }
    Deque<JsonNode> all = new ArrayDeque<>();
    all.push(beginning(json).root());
    while (!all.isEmpty()) {
      JsonNode node = all.pop();
      if (node.isArray() && node.size() > ELEMENTS_MAX) {
        return false;
      }
      node.forEach(all::push);
    }
    return true;
  }

  /**
   * The beginning of a document as far as it is known: what is open is closed, a number or literal
   * that may go on is none, and what has a name and no value yet is null.
   */
  static Beginning beginning(String json) {
    Deque<JsonNode> open = new ArrayDeque<>();
    JsonNode root = MissingNode.getInstance();
    @Nullable String name = null;
    long end = 0;
    try (JsonParser parser = JacksonToken.JACKSON.createParser(json)) {
      for (JsonToken kind = parser.nextToken(); kind != null; kind = parser.nextToken()) {
        String text = parser.getText();
        long at = parser.currentTokenLocation().getCharOffset();
        if (kind == JsonToken.FIELD_NAME) {
          name = text;
          end = parser.currentLocation().getCharOffset();
          continue;
        }
        boolean isOpen =
            !kind.isStructStart() && !kind.isStructEnd() && kind != JsonToken.VALUE_STRING;
        if (isOpen && at + text.length() >= json.length()) {
          break;
        }
        if (kind.isStructEnd()) {
          open.pop();
        } else {
          JsonNode value = value(kind, parser);
          root = open.isEmpty() ? value : root;
          add(open.peek(), name, value);
          if (kind.isStructStart()) {
            open.push(value);
          }
        }
        name = null;
        end = parser.currentLocation().getCharOffset();
      }
    } catch (IOException cut) {
      if (name == null && open.peek() instanceof ObjectNode && beginsName(json, (int) end)) {
        name = "?";
      }
    }
    if (name != null) {
      add(open.peek(), name, NODES.nullNode());
    }
    Set<JsonNode> unfinished = Collections.newSetFromMap(new IdentityHashMap<>());
    unfinished.addAll(open);
    return new Beginning(root, unfinished);
  }

  /**
   * What is known of a document.
   *
   * @param open what of it had no end
   */
  record Beginning(JsonNode root, Set<JsonNode> open) {}

  private static boolean beginsName(String json, int from) {
    return json.substring(Math.min(from, json.length()))
        .replaceFirst("^[\\s,]+", "")
        .startsWith("\"");
  }

  private static JsonNode value(JsonToken kind, JsonParser parser) throws IOException {
    return switch (kind) {
      case START_OBJECT -> NODES.objectNode();
      case START_ARRAY -> NODES.arrayNode();
      case VALUE_STRING -> NODES.textNode(parser.getText());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(kind == JsonToken.VALUE_TRUE);
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      default -> NODES.numberNode(parser.getDoubleValue());
    };
  }

  private static void add(@Nullable JsonNode container, @Nullable String name, JsonNode value) {
    if (container instanceof ArrayNode array) {
      array.add(value);
    } else if (container instanceof ObjectNode object && name != null) {
      object.set(name, value);
    }
  }
}
