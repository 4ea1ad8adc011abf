/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.format.JsonMembers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message to Gemini's Live API, read in full. Names may be in camel or in snake case, as for any
 * of Google's APIs.
 *
 * <ul>
 *   <li>{@code setup}: {@code model}, a resource name; {@code generationConfig.responseModalities}
 *   <li>{@code clientContent}: with {@code turnComplete} it asks for an answer
 *   <li>{@code realtimeInput}: {@code audio}, or {@code mediaChunks} all of which are audio, with a
 *       {@code mimeType}; {@code text}; {@code activityStart}, {@code activityEnd}, {@code
 *       audioStreamEnd}
 *   <li>{@code toolResponse}: asks for an answer
 * </ul>
 */
final class GeminiLiveRequest {

  private final JsonReader json;
  private @Nullable String model;
  private @Nullable String output;
  private @Nullable String mimeType;
  private @Nullable String inputEnd;
  private boolean speech;
  private boolean pictures;
  private boolean activityStart;
  private boolean asks;

  private GeminiLiveRequest(JsonReader json) {
    this.json = json;
  }

  /** Null if it is none, or damaged. */
  static @Nullable GeminiLiveRequest read(JsonReader json) {
    GeminiLiveRequest request = new GeminiLiveRequest(json);
    return JsonMembers.members(json, request::member) && !json.failed() ? request : null;
  }

  private void member(String name) {
    switch (name) {
      case "setup" -> JsonMembers.members(json, this::setup);
      case "clientContent", "client_content" -> JsonMembers.members(json, this::content);
      case "realtimeInput", "realtime_input" -> JsonMembers.members(json, this::input);
      case "toolResponse", "tool_response" -> {
        json.skipValue();
        inputEnd = UserInput.TOOL;
        asks = true;
      }
      default -> json.skipValue();
    }
  }

  private void setup(String name) {
    switch (name) {
      case "model" -> {
        String resource = JsonMembers.text(json);
        model = resource == null ? null : resource.substring(resource.lastIndexOf('/') + 1);
      }
      case "generationConfig", "generation_config" -> JsonMembers.members(json, this::config);
      default -> json.skipValue();
    }
  }

  private void config(String name) {
    switch (name) {
      case "responseModalities", "response_modalities" -> {
        List<String> modalities = JsonMembers.texts(json);
        output =
            modalities.stream().anyMatch("AUDIO"::equalsIgnoreCase)
                ? "speech"
                : modalities.isEmpty() ? null : "text";
      }
      default -> json.skipValue();
    }
  }

  private void content(String name) {
    if (name.equals("turnComplete") || name.equals("turn_complete")) {
      if (isTrue()) {
        inputEnd = UserInput.MESSAGE;
        asks = true;
      }
    } else {
      json.skipValue();
    }
  }

  private void input(String name) {
    switch (name) {
      case "audio" -> JsonMembers.members(json, this::chunk);
      case "mediaChunks", "media_chunks" ->
          JsonMembers.elements(json, place -> JsonMembers.members(json, this::chunk));
      case "text" -> {
        json.skipValue();
        inputEnd = UserInput.MESSAGE;
      }
      case "activityStart", "activity_start" -> {
        json.skipValue();
        activityStart = true;
      }
      case "activityEnd", "activity_end" -> {
        json.skipValue();
        inputEnd = UserInput.ACTIVITY_END;
        asks = true;
      }
      case "audioStreamEnd", "audio_stream_end" -> {
        if (isTrue()) {
          inputEnd = UserInput.FINISH;
        }
      }
      default -> json.skipValue();
    }
  }

  private void chunk(String name) {
    if (name.equals("mimeType") || name.equals("mime_type")) {
      String type = JsonMembers.text(json);
      boolean audio = type != null && type.startsWith("audio/");
      mimeType = audio ? type : mimeType;
      speech |= audio;
      pictures |= !audio;
    } else {
      json.skipValue();
    }
  }

  private boolean isTrue() {
    return JsonMembers.isNext(json, JsonToken.BOOLEAN) && json.nextBoolean();
  }

  @Nullable String model() {
    return model;
  }

  /** What kind of output is asked for, null if it does not say. */
  @Nullable String output() {
    return output;
  }

  /** Whether there is audio in it. */
  boolean isSpeech() {
    return speech;
  }

  /** The type of that audio, null if there is something else with it: then its size is unknown. */
  @Nullable String mimeType() {
    return pictures ? null : mimeType;
  }

  boolean isActivityStart() {
    return activityStart;
  }

  /** What it says that ends the user's input, null if nothing. */
  @Nullable String inputEnd() {
    return inputEnd;
  }

  /** Whether the model has to answer. */
  boolean asks() {
    return asks;
  }
}
