/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonScan;
import io.streamscope.llm.GenAiCall;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamSpan;
import org.jspecify.annotations.Nullable;

/**
 * The events of a streamed OpenAI chat completion, {@code chat.completion.chunk}, and whatever
 * speaks the same format. What an event means says {@link OpenAiChatEvent}. Nearly every event is
 * the one before with another text: such a one is compared instead of read, which takes no memory.
 * One instance per call; events come one after the other.
 *
 * <p>Source: OpenAI API reference, "The chat completion chunk object".
 */
public final class OpenAiChatFormat {

  private final GenAiCall call;
  private final StreamSpan stream;
  private boolean identified;
  private @Nullable TextDeltaShape shape;

  /** Reads the events of one call. */
  public OpenAiChatFormat(GenAiCall call) {
    this.call = call;
    this.stream = call.stream();
  }

  /**
   * Takes note of one event. One with generated content is a chunk; of any other the bytes are
   * counted; one that is not a JSON object tells nothing else.
   *
   * @param data the event's data, without framing
   * @return when it arrived, by the model's clock; 0 if the stream is not timed
   */
  public long onEvent(String data) {
    long now = stream.nanoTime();
    try {
      TextDeltaShape known = shape;
      long bytes = known == null ? TextDeltaShape.NO_MATCH : known.utf8Length(data);
      if (bytes >= 0) {
        stream.chunk(bytes, now);
      } else {
        read(data, now);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    return now;
  }

  private void read(String data, long now) {
    OpenAiChatEvent event = OpenAiChatEvent.read(data);
    if (event == null || !event.hasContent()) {
      stream.bytes(JsonScan.utf8Length(data));
    } else {
      stream.chunk(JsonScan.utf8Length(data), now);
    }
    if (event != null) {
      takeNote(event);
      learn(event, data);
    }
  }

  private void takeNote(OpenAiChatEvent event) {
    if (!identified) { // a first event may leave all of it empty
      event.identify(call.response());
      // whoever has not said it by the first content will not
      identified = event.hasId() || event.hasContent();
    }
    event.tell(call.response());
  }

  private void learn(OpenAiChatEvent event, String data) {
    if (event.isContentOnly()) {
      TextDeltaShape learned = TextDeltaShape.of(data, event.textAt(), event.paddingAt());
      shape = learned == null ? shape : learned;
    }
  }
}
