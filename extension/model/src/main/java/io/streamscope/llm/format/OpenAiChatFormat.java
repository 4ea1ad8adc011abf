/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonScan;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiResponse;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamSpan;

/**
 * The events of a streamed OpenAI chat completion, {@code chat.completion.chunk}, and whatever
 * speaks the same format. Looks at the text of an event without parsing it: a text delta costs a
 * few scans and no memory. One instance per call; events come one after the other.
 *
 * <p>Source: OpenAI API reference, "The chat completion chunk object".
 */
public final class OpenAiChatFormat {

  private static final int TEXT_MAX = 256;
  private static final String TEXT_BEGINS = "\"content\":\"";
  private static final String FINISH_REASON = "\"finish_reason\"";
  private static final String USAGE = "\"usage\"";

  private final GenAiCall call;
  private final StreamSpan stream;
  private boolean identified;
  private boolean usageComesFirst;
  private int textAt = -1;
  private long bytesBeforeText;

  /** Reads the events of one call. */
  public OpenAiChatFormat(GenAiCall call) {
    this.call = call;
    this.stream = call.stream();
  }

  /**
   * Takes note of one event; malformed text is counted and otherwise ignored.
   *
   * @param data the event's data, without framing
   * @return when it arrived, by the model's clock; 0 if the stream is not timed
   */
  public long onEvent(String data) {
    long now = stream.nanoTime();
    try {
      if (!isTextDeltaAsBefore(data, now)) {
        look(data, now);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    return now;
  }

  /**
   * Nearly every event of a stream is a text delta whose text begins where it began in the event
   * before: what precedes it need not be read again. What follows it is searched in the order in
   * which it was found before, and all of the event is looked at if it is not there.
   */
  private boolean isTextDeltaAsBefore(String data, long now) {
    int text = textAt;
    if (text < 0 || !identified || !data.startsWith(TEXT_BEGINS, text - TEXT_BEGINS.length())) {
      return false;
    }
    int finish = JsonScan.valueIndex(data, FINISH_REASON, text);
    if (finish < 0 || data.charAt(text) == '"') {
      return false;
    }
    int usage = JsonScan.valueIndex(data, USAGE, usageComesFirst ? 0 : finish);
    stream.chunk(bytesBeforeText + JsonScan.utf8Length(data, text), now);
    takeNote(data, finish, usage);
    return true;
  }

  private void look(String data, long now) {
    long bytes = JsonScan.utf8Length(data);
    boolean content = carriesContent(data);
    if (content) {
      stream.chunk(bytes, now);
    } else {
      stream.bytes(bytes);
    }
    if (!identified) {
      identify(data);
      identified |= content; // whoever has not said it by now will not
    }
    int finish = JsonScan.valueIndex(data, FINISH_REASON);
    int usage = JsonScan.valueIndex(data, USAGE);
    usageComesFirst |= usage >= 0 && (finish < 0 || usage < finish);
    takeNote(data, finish, usage);
    learn(data, bytes);
  }

  private void learn(String data, long bytes) {
    int key = data.indexOf(TEXT_BEGINS);
    textAt = key < 0 ? -1 : key + TEXT_BEGINS.length();
    bytesBeforeText = key < 0 ? 0 : bytes - JsonScan.utf8Length(data, textAt);
  }

  private void takeNote(String data, int finish, int usage) {
    if (finish >= 0 && data.charAt(finish) == '"') {
      finished(data, finish);
    }
    if (usage >= 0 && data.charAt(usage) == '{') {
      call.response().usage(usage(data, usage));
    }
  }

  /** Generated text, reasoning, refusal or tool call; not a role, a usage or a finish alone. */
  private static boolean carriesContent(String data) {
    return hasText(data, "\"content\"")
        || hasText(data, "\"tool_calls\"")
        || hasText(data, "\"reasoning_content\"")
        || hasText(data, "\"reasoning\"")
        || hasText(data, "\"refusal\"")
        || hasText(data, "\"function_call\"")
        || hasText(data, "\"audio\"");
  }

  private static boolean hasText(String data, String key) {
    int value = JsonScan.valueIndex(data, key);
    return value >= 0
        && (JsonScan.isNonEmptyStringAt(data, value)
            || JsonScan.isNonEmptyArrayAt(data, value)
            || data.charAt(value) == '{');
  }

  /**
   * Read properly, for there are ids of tool calls too; a first event may leave all of it empty.
   */
  private void identify(String data) {
    JsonReader event = JsonReader.of(data, JsonReader.MAX_DEPTH, TEXT_MAX);
    event.beginObject();
    while (event.hasNext()) {
      String name = event.nextName();
      if (event.peek() == JsonToken.STRING) {
        identify(name, event.nextString());
      } else {
        event.skipValue();
      }
    }
  }

  private void identify(String name, String value) {
    GenAiResponse response = call.response();
    if (value.isEmpty()) {
      return;
    }
    switch (name) {
      case "id" -> {
        response.identity(value, null);
        identified = true;
      }
      case "model" -> response.identity(null, value);
      case "system_fingerprint" -> response.system(value, null);
      case "service_tier" -> response.system(null, value);
      default -> {}
    }
  }

  private void finished(String data, int finish) {
    int index = JsonScan.valueIndex(data, "\"index\"");
    String reason = JsonScan.stringAt(data, finish, TEXT_MAX);
    if (reason != null && !reason.isEmpty()) { // some providers send an empty one with every chunk
      long choice = index < 0 ? 0 : JsonScan.longAt(data, index);
      call.response().finishReason((int) Math.min(choice, Integer.MAX_VALUE), reason);
    }
  }

  private static GenAiUsage usage(String data, int usage) {
    String text = data.substring(usage);
    return new GenAiUsage(
        number(text, "\"prompt_tokens\""),
        number(text, "\"completion_tokens\""),
        number(text, "\"cached_tokens\""),
        number(text, "\"reasoning_tokens\""));
  }

  private static long number(String data, String key) {
    int value = JsonScan.valueIndex(data, key);
    return value < 0 ? -1 : JsonScan.longAt(data, value);
  }
}
