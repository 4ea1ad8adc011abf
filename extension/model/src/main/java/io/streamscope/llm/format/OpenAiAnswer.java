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
import org.jspecify.annotations.Nullable;

/**
 * An answer with choices, or one event of it, or an answer that has only some of the same members.
 * A member means something in its place only, whatever is nested elsewhere under the same name; of
 * members with the same name the last one counts; names are compared without their escapes. A
 * member of another type than expected says nothing.
 *
 * <ul>
 *   <li>{@code id}, {@code model}, {@code system_fingerprint}, {@code service_tier}: texts
 *   <li>{@code choices[]}: {@code finish_reason}, a text; {@code index}, a number, and if there is
 *       none the choice's place in the array
 *   <li>{@code choices[].delta}, or {@code .message} of an answer that is whole: generated content
 *       is any of {@link OpenAiChoices#CONTENT} that is a text, an array or an object
 *   <li>{@code usage}, or else {@code x_groq.usage} (Groq), or else that of the last choice which
 *       has one (Moonshot): see {@link OpenAiUsage}
 *   <li>{@code error}, of the answer, of a choice (OpenRouter) or of {@code x_groq}: see {@link
 *       OpenAiError}. So are its members in place of an answer, with an {@code object} that is
 *       {@code error} (vLLM) or without choices (DashScope, Spark); and {@code base_resp} with a
 *       {@code status_code} that is not 0 (MiniMax)
 * </ul>
 *
 * <p>Empty texts, arrays and objects are none, and so is the finish reason {@code "null"}. Numbers
 * are cut towards zero.
 */
final class OpenAiAnswer {

  private static final int NONE = -1;

  private final JsonReader json;
  private final String message;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable String object;
  private @Nullable String systemFingerprint;
  private @Nullable String serviceTier;
  private @Nullable OpenAiChoices choices;
  private @Nullable GenAiUsage usage;
  private @Nullable GenAiUsage groqUsage;
  private @Nullable Failure error;
  private final OpenAiError ownError = new OpenAiError();
  private int paddingAt = NONE;

  private OpenAiAnswer(JsonReader json, String message) {
    this.json = json;
    this.message = message;
  }

  /**
   * Reads one event. Nothing is told if it is not exactly one JSON object, or is beyond the limits
   * of the reader.
   *
   * @param message the member of a choice that has its content
   * @param identified whether it is known which answer that is: then the event does not tell it
   * @return whether it is known now; whoever has not said it by the first content will not
   */
  static boolean readEvent(JsonReader json, String message, boolean identified, GenAiDelta delta) {
    OpenAiAnswer event = new OpenAiAnswer(json, message);
    JsonMembers.members(json, event::member);
    if (json.peek() != JsonToken.END_DOCUMENT) {
      return identified;
    }
    if (!identified) {
      event.identify(delta);
    }
    event.tell(delta);
    return identified || event.id != null || (event.choices != null && event.choices.hasContent());
  }

  /** Reads a whole answer, as far as it goes. */
  static void readWhole(JsonReader json, String message, GenAiDelta delta) {
    OpenAiAnswer answer = new OpenAiAnswer(json, message);
    JsonMembers.members(json, answer::member);
    answer.identify(delta);
    answer.tell(delta);
  }

  private void identify(GenAiDelta delta) {
    delta
        .identity(id, model)
        .fact(GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT, systemFingerprint)
        .fact(GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER, serviceTier);
  }

  private void tell(GenAiDelta delta) {
    if (choices != null) {
      if (choices.hasContent()) {
        delta.content().padding(paddingAt).text(choices.textAt());
      }
      choices.tellReasons(delta);
    }
    delta.usage(usage());
    Failure failure = failure();
    if (failure != null) {
      delta.error(failure);
    }
  }

  private @Nullable GenAiUsage usage() {
    GenAiUsage known = usage != null ? usage : groqUsage;
    return known != null || choices == null ? known : choices.usage();
  }

  private @Nullable Failure failure() {
    if (error != null) {
      return error;
    }
    if (choices != null) {
      return choices.error();
    }
    boolean instead = ownError.hasCode() && ownError.hasMessage();
    return instead || "error".equals(object) ? ownError.failure() : null;
  }

  private void member(String name) {
    switch (name) {
      case "id" -> id = JsonMembers.text(json);
      case "model" -> model = JsonMembers.text(json);
      case "object" -> object = JsonMembers.text(json);
      case "system_fingerprint" -> systemFingerprint = JsonMembers.text(json);
      case "service_tier" -> serviceTier = JsonMembers.text(json);
      case "choices" -> choices = choices();
      case "usage" -> usage = OpenAiUsage.read(json);
      case "x_groq" -> readGroq();
      case "error" -> readError();
      case "base_resp" -> readMiniMax();
      case "obfuscation" -> {
        paddingAt = json.peek() == JsonToken.STRING ? json.position() : NONE;
        json.skipValue();
      }
      default -> {
        if (!ownError.member(name, json)) {
          json.skipValue();
        }
      }
    }
  }

  /** Null if there are none, not even an empty array. */
  private @Nullable OpenAiChoices choices() {
    if (json.peek() == JsonToken.BEGIN_ARRAY) {
      return OpenAiChoices.read(json, message);
    }
    json.skipValue();
    return null;
  }

  private void readGroq() {
    groqUsage = null;
    JsonMembers.members(
        json,
        name -> {
          switch (name) {
            case "usage" -> groqUsage = OpenAiUsage.read(json);
            case "error" -> readError();
            default -> json.skipValue();
          }
        });
  }

  private void readError() {
    Failure said = OpenAiError.read(json);
    error = said == null ? error : said;
  }

  private void readMiniMax() {
    OpenAiError said = new OpenAiError();
    JsonMembers.members(
        json,
        name -> {
          switch (name) {
            case "status_code" -> said.code(json);
            case "status_msg" -> said.message(json);
            default -> json.skipValue();
          }
        });
    error = said.hasCode() ? said.failure() : error;
  }
}
