/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a model on Bedrock, or one event of a streamed one, read in full: of a conversation,
 * or of a model whose format is its own. What it says is decided by its members, in any order.
 *
 * <ul>
 *   <li>{@code contentBlockDelta}, or the document itself: {@code delta} is content if it has a
 *       {@code text}, a {@code toolUse} or a {@code reasoningContent} with a text
 *   <li>{@code contentBlockStart}: the beginning of a tool's call is none
 *   <li>{@code messageStop}, or the document itself: why it ended, under one of several names
 *   <li>{@code metadata}, or the document itself: {@code usage}, see {@link BedrockUsage}; an event
 *       that has it is the last one
 *   <li>{@code outputText}, {@code generation}, {@code text}: content, of Titan, Llama and Command;
 *       {@code results}, {@code generations}, {@code outputs}: some of these, with their reasons
 *   <li>{@code message}: a text in the place of an answer is an error, of a {@code __type} perhaps;
 *       an event whose name ends in {@code Exception} is one
 * </ul>
 */
final class BedrockAnswer {

  private static final String EXCEPTION = "Exception";

  private final JsonReader json;
  private final Statement statement;
  private final BedrockUsage usage = new BedrockUsage();
  private @Nullable String message;
  private @Nullable String errorType;
  private boolean last;

  private BedrockAnswer(JsonReader json) {
    this.json = json;
    this.statement = new Statement(json);
  }

  /**
   * Reads an event.
   *
   * @param name its type, or that of the exception that it is; null if it is a model's own
   */
  static Statement readEvent(@Nullable String name, JsonReader json) {
    BedrockAnswer answer = new BedrockAnswer(json);
    JsonMembers.members(json, answer::readMember);
    if (name != null && name.endsWith(EXCEPTION)) {
      answer.statement.error(name, answer.message);
    }
    if (answer.last) {
      answer.statement.end();
    }
    answer.statement.usage(answer.usage.total());
    return answer.statement;
  }

  static Statement readAnswer(JsonReader json) {
    BedrockAnswer answer = new BedrockAnswer(json);
    JsonMembers.members(json, answer::readMember);
    answer.statement.usage(answer.usage.total());
    if (answer.message != null && answer.statement.isNoAnswer()) {
      answer.statement.error(answer.errorType, answer.message);
    }
    return answer.statement;
  }

  private void readMember(String name) {
    switch (name) {
      case "contentBlockDelta", "messageStop" -> JsonMembers.members(json, this::readMember);
      case "metadata" -> {
        last = true;
        JsonMembers.members(json, this::readMember);
      }
      case "delta" -> JsonMembers.members(json, this::readDelta);
      case "usage", "amazon-bedrock-invocationMetrics" -> {
        last = true;
        JsonMembers.members(json, this::readCount);
      }
      case "id", "generation_id", "response_id" -> statement.id(JsonMembers.text(json));
      case "message" -> message = JsonMembers.text(json);
      case "__type" -> errorType = JsonMembers.text(json);
      case "results", "generations", "outputs" ->
          JsonMembers.elements(
              json, place -> JsonMembers.members(json, member -> readChoice(member, place)));
      default -> readChoice(name, 0);
    }
  }

  /** A text with why it ended, or the only one. */
  private void readChoice(String name, int place) {
    switch (name) {
      case "outputText", "generation", "text" -> statement.text();
      case "stopReason", "stop_reason", "completionReason", "finish_reason" ->
          statement.finish(place, JsonMembers.text(json));
      case "tokenCount" -> usage.addOutput(JsonMembers.count(json));
      default -> readCount(name);
    }
  }

  private void readCount(String name) {
    if (!usage.read(name, json)) {
      json.skipValue();
    }
  }

  private void readDelta(String name) {
    switch (name) {
      case "text" -> statement.text();
      case "toolUse", "reasoningContent" -> JsonMembers.members(json, this::readBlock);
      default -> json.skipValue();
    }
  }

  private void readBlock(String name) {
    switch (name) {
      case "input", "text" -> statement.text();
      default -> json.skipValue();
    }
  }
}
