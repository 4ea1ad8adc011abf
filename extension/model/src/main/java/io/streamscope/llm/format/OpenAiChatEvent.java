/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.stream.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One event of a streamed chat completion, read in full. A member means something in its place
 * only, whatever is nested elsewhere under the same name; of members with the same name the last
 * one counts; names are compared without their escapes. A member of another type than expected says
 * nothing.
 *
 * <ul>
 *   <li>{@code id}, {@code model}, {@code system_fingerprint}, {@code service_tier}: texts
 *   <li>{@code choices[]}: {@code finish_reason}, a text; {@code index}, a number, and if there is
 *       none the choice's place in the array
 *   <li>{@code choices[].delta}: generated content is any of {@link #CONTENT} that is a text, an
 *       array or an object
 *   <li>{@code usage}, or else {@code x_groq.usage} (Groq), or else that of the last choice which
 *       has one (Moonshot): see {@link OpenAiUsage}
 *   <li>{@code error}: an object with {@code code}, or else {@code type}, and {@code message},
 *       texts; or a text
 * </ul>
 *
 * <p>Empty texts, arrays and objects are none. Numbers are cut towards zero.
 */
final class OpenAiChatEvent {

  /** Members of a delta that are generated content; a role is not. */
  static final List<String> CONTENT =
      List.of(
          "content",
          "tool_calls",
          "reasoning_content",
          "reasoning",
          "reasoning_details",
          "refusal",
          "function_call",
          "audio");

  private static final int TEXT_MAX = 256;
  private static final int NONE = -1;
  private static final String UNKNOWN_ERROR = "_OTHER";

  private final JsonReader json;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable String systemFingerprint;
  private @Nullable String serviceTier;
  private boolean hasContent;
  private @Nullable GenAiUsage usage;
  private @Nullable GenAiUsage groqUsage;
  private @Nullable GenAiUsage choiceUsage;
  private final List<FinishReason> reasons = new ArrayList<>(1);
  private @Nullable Failure error;
  private int textAt = NONE;
  private int paddingAt = NONE;

  private OpenAiChatEvent(JsonReader json) {
    this.json = json;
  }

  /** Null if the event is not exactly one JSON object, or is beyond the limits of the reader. */
  static @Nullable OpenAiChatEvent read(String data) {
    OpenAiChatEvent event =
        new OpenAiChatEvent(JsonReader.of(data, JsonReader.MAX_DEPTH, TEXT_MAX));
    event.read();
    return event.json.peek() == JsonToken.END_DOCUMENT ? event : null;
  }

  boolean hasContent() {
    return hasContent;
  }

  /** Whether it says which answer it belongs to. */
  boolean hasId() {
    return id != null;
  }

  /** Whether content is all that it tells of the answer, apart from its identity. */
  boolean isContentOnly() {
    return hasContent && reasons.isEmpty() && usage() == null;
  }

  /** Where the last text of a delta begins, its quote included; negative if there is none. */
  int textAt() {
    return textAt;
  }

  /** Where the text begins that OpenAI pads an event with; negative if there is none. */
  int paddingAt() {
    return paddingAt;
  }

  void identify(GenAiDelta delta) {
    delta
        .identity(id, model)
        .fact(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT, systemFingerprint)
        .fact(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, serviceTier);
  }

  /** Tells how choices ended, what was used, and what went wrong. */
  void tell(GenAiDelta delta) {
    reasons.forEach(ended -> delta.finish(ended.choice, ended.reason));
    GenAiUsage reported = usage();
    if (reported != null) {
      delta.usage(reported);
    }
    if (error != null) {
      delta.error(error);
    }
  }

  private @Nullable GenAiUsage usage() {
    return usage != null ? usage : groqUsage != null ? groqUsage : choiceUsage;
  }

  private void read() {
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "id" -> id = text();
        case "model" -> model = text();
        case "system_fingerprint" -> systemFingerprint = text();
        case "service_tier" -> serviceTier = text();
        case "choices" -> readChoices();
        case "usage" -> usage = OpenAiUsage.read(json);
        case "x_groq" -> readGroq();
        case "error" -> error = readError();
        case "obfuscation" -> readPadding();
        default -> json.skipValue();
      }
    }
    json.endObject();
  }

  private void readChoices() {
    hasContent = false;
    choiceUsage = null;
    reasons.clear();
    if (isNext(json, JsonToken.BEGIN_ARRAY)) {
      json.beginArray();
      for (int place = 0; json.hasNext(); place++) {
        readChoice(place);
      }
      json.endArray();
    }
  }

  private void readChoice(int place) {
    if (!isNext(json, JsonToken.BEGIN_OBJECT)) {
      return;
    }
    long index = place;
    String reason = null;
    boolean content = false;
    GenAiUsage own = null;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "index" -> index = isNext(json, JsonToken.NUMBER) ? json.nextLong() : place;
        case "finish_reason" -> reason = text();
        case "delta" -> content = readDelta();
        case "usage" -> own = OpenAiUsage.read(json);
        default -> json.skipValue();
      }
    }
    json.endObject();
    hasContent |= content;
    choiceUsage = own != null ? own : choiceUsage;
    if (reason != null) {
      reasons.add(new FinishReason((int) Math.max(-1, Math.min(index, Integer.MAX_VALUE)), reason));
    }
  }

  private boolean readDelta() {
    int present = 0; // a bit for each kind of content
    if (isNext(json, JsonToken.BEGIN_OBJECT)) {
      json.beginObject();
      while (json.hasNext()) {
        int kind = CONTENT.indexOf(json.nextName());
        if (kind < 0) {
          json.skipValue();
        } else {
          present = readContent() ? present | 1 << kind : present & ~(1 << kind);
        }
      }
      json.endObject();
    }
    return present != 0;
  }

  /** Whether the next value is content. */
  private boolean readContent() {
    switch (json.peek()) {
      case STRING -> {
        int at = json.position();
        boolean isContent = !json.nextString().isEmpty();
        textAt = isContent ? at : textAt;
        return isContent;
      }
      case BEGIN_ARRAY -> {
        json.beginArray();
        boolean isContent = skipRest();
        json.endArray();
        return isContent;
      }
      case BEGIN_OBJECT -> {
        json.beginObject();
        boolean isContent = skipRest();
        json.endObject();
        return isContent;
      }
      default -> {
        json.skipValue();
        return false;
      }
    }
  }

  /** Whether there was any. */
  private boolean skipRest() {
    boolean any = json.hasNext();
    while (json.hasNext()) {
      json.skipValue();
    }
    return any;
  }

  private void readGroq() {
    groqUsage = null;
    if (isNext(json, JsonToken.BEGIN_OBJECT)) {
      json.beginObject();
      while (json.hasNext()) {
        if (json.nextName().equals("usage")) {
          groqUsage = OpenAiUsage.read(json);
        } else {
          json.skipValue();
        }
      }
      json.endObject();
    }
  }

  private @Nullable Failure readError() {
    if (json.peek() == JsonToken.STRING) {
      return Failure.said(UNKNOWN_ERROR, text());
    }
    if (!isNext(json, JsonToken.BEGIN_OBJECT)) {
      return null;
    }
    String code = null;
    String type = null;
    String message = null;
    json.beginObject();
    while (json.hasNext()) {
      switch (json.nextName()) {
        case "code" -> code = text();
        case "type" -> type = text();
        case "message" -> message = text();
        default -> json.skipValue();
      }
    }
    json.endObject();
    return Failure.said(code != null ? code : type != null ? type : UNKNOWN_ERROR, message);
  }

  private @Nullable String text() {
    String text = isNext(json, JsonToken.STRING) ? json.nextString() : "";
    return text.isEmpty() ? null : text;
  }

  private void readPadding() {
    paddingAt = json.peek() == JsonToken.STRING ? json.position() : NONE;
    json.skipValue();
  }

  /** Whether the next value is of this kind; one of another kind is passed over. */
  static boolean isNext(JsonReader json, JsonToken kind) {
    if (json.peek() == kind) {
      return true;
    }
    json.skipValue();
    return false;
  }

  private record FinishReason(int choice, String reason) {}
}
