/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.format.GeminiUsage;
import io.streamscope.llm.format.JsonMembers;
import io.streamscope.stream.Failure;
import org.jspecify.annotations.Nullable;

/**
 * A message from Gemini's Live API, read in full.
 *
 * <ul>
 *   <li>{@code setupComplete.sessionId}
 *   <li>{@code serverContent}: {@code modelTurn.parts[]}, content if they are a {@code text} that
 *       is not empty or anything else that is generated, audio if an {@code inlineData.mimeType}
 *       says so; {@code outputTranscription.text}; {@code generationComplete}, {@code interrupted},
 *       {@code turnComplete}
 *   <li>{@code toolCall.functionCalls[]}
 *   <li>{@code usageMetadata}: see {@link GeminiUsage}
 *   <li>{@code voiceActivity}: where the user's speech begins and ends
 *   <li>{@code error}, which gateways send: {@code status}, or else {@code code}, and {@code
 *       message}
 * </ul>
 */
final class GeminiLiveEvent {

  private final JsonReader json;
  private @Nullable String sessionId;
  private @Nullable String mimeType;
  private @Nullable String voice;
  private @Nullable GenAiUsage usage;
  private @Nullable String status;
  private @Nullable String message;
  private boolean failed;
  private boolean content;
  private boolean transcript;
  private boolean generationComplete;
  private boolean turnComplete;
  private boolean interrupted;
  private long toolCalls;

  private GeminiLiveEvent(JsonReader json) {
    this.json = json;
  }

  /** Null if it is none, or damaged. */
  static @Nullable GeminiLiveEvent read(JsonReader json) {
    GeminiLiveEvent event = new GeminiLiveEvent(json);
    return JsonMembers.members(json, event::member) && !json.failed() ? event : null;
  }

  private void member(String name) {
    switch (name) {
      case "setupComplete" -> JsonMembers.members(json, this::setup);
      case "serverContent" -> JsonMembers.members(json, this::content);
      case "toolCall" -> JsonMembers.members(json, this::tools);
      case "usageMetadata" -> usage = GeminiUsage.read(json);
      case "voiceActivity" -> JsonMembers.members(json, this::voice);
      case "error" -> failed = JsonMembers.members(json, this::error);
      default -> json.skipValue();
    }
  }

  private void setup(String name) {
    if (name.equals("sessionId")) {
      sessionId = JsonMembers.text(json);
    } else {
      json.skipValue();
    }
  }

  private void content(String name) {
    switch (name) {
      case "modelTurn" -> JsonMembers.members(json, this::turn);
      case "outputTranscription" -> JsonMembers.members(json, this::transcript);
      case "generationComplete" -> generationComplete = isTrue();
      case "turnComplete" -> turnComplete = isTrue();
      case "interrupted" -> interrupted = isTrue();
      default -> json.skipValue();
    }
  }

  private void turn(String name) {
    if (name.equals("parts")) {
      JsonMembers.elements(json, place -> JsonMembers.members(json, this::part));
    } else {
      json.skipValue();
    }
  }

  private void part(String name) {
    switch (name) {
      case "text" -> content |= JsonMembers.text(json) != null;
      case "inlineData" -> {
        content = true;
        JsonMembers.members(json, this::data);
      }
      case "executableCode", "codeExecutionResult", "fileData" ->
          content |= JsonMembers.isFilled(json);
      default -> json.skipValue();
    }
  }

  private void data(String name) {
    if (name.equals("mimeType")) {
      String type = JsonMembers.text(json);
      mimeType = type != null && type.startsWith("audio/") ? type : mimeType;
    } else {
      json.skipValue();
    }
  }

  private void transcript(String name) {
    if (name.equals("text")) {
      transcript |= JsonMembers.text(json) != null;
    } else {
      json.skipValue();
    }
  }

  private void tools(String name) {
    if (name.equals("functionCalls")) {
      toolCalls += JsonMembers.elements(json, place -> json.skipValue());
    } else {
      json.skipValue();
    }
  }

  private void voice(String name) {
    if (name.equals("voiceActivityType")) {
      voice = JsonMembers.text(json);
    } else {
      json.skipValue();
    }
  }

  private void error(String name) {
    switch (name) {
      case "status" -> status = JsonMembers.text(json);
      case "code" -> {
        long code = JsonMembers.count(json);
        status = status == null && code >= 0 ? Long.toString(code) : status;
      }
      case "message" -> message = JsonMembers.text(json);
      default -> json.skipValue();
    }
  }

  private boolean isTrue() {
    return JsonMembers.isNext(json, JsonToken.BOOLEAN) && json.nextBoolean();
  }

  @Nullable String sessionId() {
    return sessionId;
  }

  /** Whether something of it was generated that begins an answer. */
  boolean isContent() {
    return content || toolCalls > 0;
  }

  /** Whether there is text for audio in it, which comes when it comes. */
  boolean isTranscript() {
    return transcript;
  }

  /** Of the audio in it, null if there is none. */
  @Nullable String mimeType() {
    return mimeType;
  }

  @Nullable GenAiUsage usage() {
    return usage;
  }

  long toolCalls() {
    return toolCalls;
  }

  boolean isGenerationComplete() {
    return generationComplete;
  }

  boolean isTurnComplete() {
    return turnComplete;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  /** What it says that went wrong, null if nothing. */
  @Nullable Failure failure() {
    return failed ? Failure.said(status == null ? "_OTHER" : status, message) : null;
  }

  boolean isSpeechStart() {
    return "ACTIVITY_START".equals(voice);
  }

  boolean isSpeechEnd() {
    return "ACTIVITY_END".equals(voice);
  }
}
