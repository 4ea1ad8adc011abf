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
 * What a session is set to, or a response is to be.
 *
 * <ul>
 *   <li>{@code id}, {@code model}: texts
 *   <li>{@code output_modalities}, before {@code modalities}: with {@code audio} it is speech
 *   <li>{@code audio.input.format}, {@code audio.output.format}: objects of {@code type} and {@code
 *       rate}, or texts; before, {@code input_audio_format}, {@code output_audio_format}
 *   <li>{@code response_format} and {@code sample_rate} of DashScope's speech
 * </ul>
 */
final class OpenAiRealtimeSettings {

  private final JsonReader json;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable String output;
  private final Format input = new Format();
  private final Format generated = new Format();

  private OpenAiRealtimeSettings(JsonReader json) {
    this.json = json;
  }

  /** Goes over the next value; null if it is not an object. */
  static @Nullable OpenAiRealtimeSettings read(JsonReader json) {
    OpenAiRealtimeSettings settings = new OpenAiRealtimeSettings(json);
    return JsonMembers.members(json, settings::member) ? settings : null;
  }

  private void member(String name) {
    switch (name) {
      case "id" -> id = JsonMembers.text(json);
      case "model" -> model = JsonMembers.text(json);
      case "modalities", "output_modalities" -> output = outputType(JsonMembers.texts(json));
      case "input_audio_format" -> input.read(json);
      case "output_audio_format", "response_format" -> generated.read(json);
      case "sample_rate" -> generated.rate = JsonMembers.count(json);
      case "audio" -> JsonMembers.members(json, this::audio);
      default -> json.skipValue();
    }
  }

  private void audio(String name) {
    Format format = name.equals("input") ? input : name.equals("output") ? generated : null;
    if (format == null) {
      json.skipValue();
      return;
    }
    JsonMembers.members(
        json,
        member -> {
          if (member.equals("format")) {
            format.read(json);
          } else {
            json.skipValue();
          }
        });
  }

  /** {@code gen_ai.output.type}, null if nothing is asked for that it has a word for. */
  static @Nullable String outputType(List<String> modalities) {
    return modalities.contains("audio") ? "speech" : modalities.contains("text") ? "text" : null;
  }

  @Nullable String id() {
    return id;
  }

  @Nullable String model() {
    return model;
  }

  @Nullable String output() {
    return output;
  }

  /** Bytes a second of what is sent; what was so far if nothing is told. */
  long input(long before, long usual) {
    return input.name == null ? before : AudioFormat.bytesPerSecond(input.name, input.rate, usual);
  }

  /** The same of what is generated. */
  long generated(long before, long usual) {
    return generated.name == null
        ? before
        : AudioFormat.bytesPerSecond(generated.name, generated.rate, usual);
  }

  private static final class Format {

    private @Nullable String name;
    private long rate;

    private void read(JsonReader json) {
      if (json.peek() == JsonToken.BEGIN_OBJECT) {
        JsonMembers.members(
            json,
            member -> {
              switch (member) {
                case "type" -> name = JsonMembers.text(json);
                case "rate" -> rate = JsonMembers.count(json);
                default -> json.skipValue();
              }
            });
      } else {
        name = JsonMembers.text(json);
      }
    }
  }
}
