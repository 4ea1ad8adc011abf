/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonScan;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Chat completions of OpenAI, streamed ({@code chat.completion.chunk}) or whole, and of whatever
 * speaks the same format. What an event means says {@link OpenAiChatEvent}. Nearly every event is
 * the one before with another text: such a one is compared instead of read, which takes no memory.
 *
 * <p>Source: OpenAI API reference, "The chat completion chunk object".
 */
public final class OpenAiChatFormat implements WireFormat {

  private static final String DONE = "[DONE]";

  private final GenAiDelta delta = new GenAiDelta();
  private boolean identified;
  private @Nullable TextDeltaShape shape;

  /**
   * One with generated content is a chunk; of any other the bytes are counted; one that is not a
   * JSON object tells nothing else.
   */
  @Override
  public GenAiDelta onEvent(@Nullable String name, String data) {
    TextDeltaShape known = shape;
    long bytes = known == null ? TextDeltaShape.NO_MATCH : known.utf8Length(data);
    delta.clear();
    return bytes >= 0 ? delta.content(bytes) : read(data);
  }

  @Override
  public GenAiDelta onAnswer(String document) {
    delta.clear();
    return read(document);
  }

  private GenAiDelta read(String data) {
    if (data.equals(DONE)) {
      return delta.end();
    }
    OpenAiChatEvent event = OpenAiChatEvent.read(data);
    if (event == null || !event.hasContent()) {
      delta.bytes(JsonScan.utf8Length(data));
    } else {
      delta.content(JsonScan.utf8Length(data));
    }
    if (event != null) {
      tell(event);
      learn(event, data);
    }
    return delta;
  }

  private void tell(OpenAiChatEvent event) {
    if (!identified) { // a first event may leave all of it empty
      event.identify(delta);
      // whoever has not said it by the first content will not
      identified = event.hasId() || event.hasContent();
    }
    event.tell(delta);
  }

  private void learn(OpenAiChatEvent event, String data) {
    if (event.isContentOnly()) {
      TextDeltaShape learned = TextDeltaShape.of(data, event.textAt(), event.paddingAt());
      shape = learned == null ? shape : learned;
    }
  }
}
