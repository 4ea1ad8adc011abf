/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.stream.Failure;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event of the APIs whose events say by a {@code type} what they are: responses, images,
 * speech, transcriptions. Events of another kind than these say nothing.
 *
 * <ul>
 *   <li>{@code *.delta}: generated content is {@code delta}, or {@code audio} (speech)
 *   <li>{@code *.partial_image}, {@code image_*.completed}: content is {@code b64_json}, or {@code
 *       partial_image_b64} (responses)
 *   <li>{@code usage}, of any event: see {@link OpenAiUsage}
 *   <li>{@code response}, of any event: the response as it is by then, see {@link OpenAiResponse}
 *   <li>{@code error}: {@code code} and {@code message}, or {@code error} with these
 *   <li>{@link #LAST}: the answer has come to its end
 * </ul>
 *
 * <p>The event's own name stands for a missing type. Of an answer with several images each has an
 * event that completes it, so that these end nothing.
 */
final class OpenAiEvent {

  /** What an answer ends with. */
  static final Set<String> LAST =
      Set.of(
          "response.completed",
          "response.incomplete",
          "response.failed",
          "response.cancelled",
          "error",
          "speech.audio.done",
          "transcript.text.done");

  private static final int NONE = -1;

  private final JsonReader json;
  private @Nullable String type;
  private boolean content;
  private int textAt = NONE;
  private int paddingAt = NONE;
  private @Nullable GenAiUsage usage;
  private @Nullable OpenAiResponse response;
  private @Nullable Failure error;
  private final OpenAiError ownError = new OpenAiError();

  private OpenAiEvent(@Nullable String name, JsonReader json) {
    this.type = name;
    this.json = json;
  }

  /**
   * Reads one; nothing is told if it is not exactly one JSON object.
   *
   * @return the response that it has, null if it has none or nothing is told
   */
  static @Nullable OpenAiResponse read(@Nullable String name, JsonReader json, GenAiDelta delta) {
    OpenAiEvent event = new OpenAiEvent(name, json);
    JsonMembers.members(json, event::member);
    if (json.peek() != JsonToken.END_DOCUMENT) {
      return null;
    }
    event.tell(event.type == null ? "" : event.type, delta);
    return event.response;
  }

  private void tell(String kind, GenAiDelta delta) {
    boolean image = kind.endsWith(".partial_image") || kind.startsWith("image_");
    if (content && (image || kind.endsWith(".delta"))) {
      delta.content().padding(paddingAt).text(textAt);
    }
    delta.usage(usage);
    if (error != null) {
      delta.error(error);
    } else if (kind.equals("error")) {
      delta.error(ownError.failure());
    }
    if (LAST.contains(kind)) {
      delta.end();
    }
  }

  private void member(String name) {
    switch (name) {
      case "type" -> {
        String said = JsonMembers.text(json);
        type = said == null ? type : said;
      }
      case "delta", "audio", "b64_json", "partial_image_b64" -> readContent();
      case "obfuscation" -> {
        paddingAt = json.peek() == JsonToken.STRING ? json.position() : NONE;
        json.skipValue();
      }
      case "usage" -> usage = OpenAiUsage.read(json);
      case "response" -> response = OpenAiResponse.read(json);
      case "error" -> error = OpenAiError.read(json);
      case "code" -> ownError.code(json);
      case "message" -> ownError.message(json);
      default -> json.skipValue();
    }
  }

  private void readContent() {
    if (json.peek() != JsonToken.STRING) {
      content |= JsonMembers.isFilled(json);
      return;
    }
    int at = json.position();
    if (!json.nextString().isEmpty()) {
      content = true;
      textAt = at;
    }
  }
}
