/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import java.util.Locale;
import java.util.function.BiFunction;

/** What a span is about, in one word. */
enum Tag {
  SERVER(Palette::blue),
  CLIENT(Palette::blue),
  STREAM(Palette::cyan),
  SOCKET(Palette::cyan),
  MODEL(Palette::magenta),
  EMBEDDING(Palette::magenta),
  AGENT(Palette::magenta),
  TOOL(Palette::magenta),
  RETRIEVAL(Palette::yellow),
  DB(Palette::yellow),
  PRODUCER(Palette::green),
  CONSUMER(Palette::green),
  INTERNAL(Palette::green);

  private final BiFunction<Palette, String, String> colour;

  Tag(BiFunction<Palette, String, String> colour) {
    this.colour = colour;
  }

  static Tag of(SpanRecord span) {
    if (span.attribute("gen_ai.operation.name") instanceof String operation) {
      return switch (operation) {
        case "retrieval" -> RETRIEVAL;
        case "embeddings" -> EMBEDDING;
        case "execute_tool" -> TOOL;
        case "invoke_agent", "create_agent", "invoke_workflow" -> AGENT;
        default -> MODEL;
      };
    }
    if (span.attribute("streamscope.stream.protocol") instanceof String protocol) {
      return protocol.equals("websocket") ? SOCKET : STREAM;
    }
    if (span.attribute("db.system.name") != null) {
      return DB;
    }
    return switch (span.kind()) {
      case "SERVER" -> SERVER;
      case "CLIENT" -> CLIENT;
      case "PRODUCER" -> PRODUCER;
      case "CONSUMER" -> CONSUMER;
      default -> INTERNAL;
    };
  }

  String paint(Palette palette, String text) {
    return colour.apply(palette, text);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
