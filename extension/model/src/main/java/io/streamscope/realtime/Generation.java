/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.stream.StreamEnding;
import org.jspecify.annotations.Nullable;

/** One answer of the model, from when it is asked for. Not thread-safe. */
final class Generation {

  private final GenAiCall call;
  private final UserInput input;
  private final GenAiDelta delta = new GenAiDelta();
  private final AudioLength audio = new AudioLength();
  private UserInput.@Nullable Said said; // null if it is heard while it is answered
  private @Nullable String id;
  private @Nullable String askedBy;
  private boolean answered;
  private boolean spokenOver;
  private boolean sounded;
  private long toolCalls;
  private @Nullable StreamEnding ending;
  private long endNanos;

  /**
   * @param input what is said meanwhile
   * @param said what it answers, null if that is said meanwhile
   */
  Generation(GenAiCall call, UserInput input, UserInput.@Nullable Said said) {
    this.call = call;
    this.input = input;
    this.said = said;
    if (said != null) {
      tellEnd(said.end());
    }
  }

  private void tellEnd(UserInput.@Nullable End end) {
    if (end != null) {
      call.attribute(RealtimeAttributes.INPUT_END, end.by());
    }
  }

  /** The event that asks for it, as the application calls it; null if it does not. */
  Generation askedBy(@Nullable String event) {
    askedBy = event;
    return this;
  }

  @Nullable String askedBy() {
    return askedBy;
  }

  /** Whether it has this id. */
  boolean is(String other) {
    return other.equals(id);
  }

  /** Whether nothing is known of it but that it was asked for. */
  boolean isAwaited() {
    return id == null && !answered && ending == null && !isOver();
  }

  boolean isOver() {
    return call.isOver();
  }

  /** Whether its end is known, and perhaps not all that will be told of it. */
  boolean isEnding() {
    return ending != null;
  }

  /** Whether the user has begun to speak while it went on. */
  boolean isSpokenOver() {
    return spokenOver;
  }

  void spokenOver() {
    spokenOver = true;
  }

  boolean hasToolCalls() {
    return toolCalls > 0;
  }

  /** What the provider calls it, and the model that gives it; null where not told. */
  void identity(@Nullable String responseId, @Nullable String model) {
    id = responseId != null ? responseId : id;
    call.delta(delta.clear().identity(responseId, model));
  }

  /** The conversation that it belongs to, by the provider. */
  void conversation(@Nullable String conversation) {
    call.delta(delta.clear().fact(GenAiAttributes.CONVERSATION_ID, conversation));
  }

  /** An event of it without content. */
  void payload(long bytes) {
    call.delta(delta.clear().bytes(bytes));
  }

  /** One with content. */
  void content(long bytes) {
    answered = true;
    call.delta(delta.clear().content(bytes));
  }

  /** There is so much audio in what has come. */
  void audio(long bytes, long format, long nanos) {
    audio.add(bytes, format);
    if (bytes > 0 && !sounded) {
      sounded = true;
      UserInput.End end = said == null ? null : said.end();
      if (end == null) {
        end = input.end();
        tellEnd(end);
      }
      if (end != null) {
        call.attribute(
            RealtimeAttributes.TIME_TO_FIRST_AUDIO, Math.max(0, nanos - end.nanos()) / 1e9);
      }
    }
  }

  /** The provider has reported tokens; null says nothing. */
  void usage(@Nullable GenAiUsage reported) {
    call.delta(delta.clear().usage(reported));
  }

  /** Characters are billed. */
  void characters(long count) {
    if (count >= 0) {
      call.attribute(RealtimeAttributes.CHARACTERS, count);
    }
  }

  /** So many tools more are asked for. */
  void toolCalls(long more) {
    toolCalls += more;
  }

  /** That many are in all. */
  void toolCallsInAll(long count) {
    toolCalls = Math.max(toolCalls, count);
  }

  /** Why the model stopped; null says nothing. */
  void finished(@Nullable String reason) {
    if (reason != null) {
      call.delta(delta.clear().finish(0, reason));
    }
  }

  /** How it ends is known; the first that is known counts. */
  void endsWith(StreamEnding how, long nanos) {
    if (ending == null) {
      ending = how;
      endNanos = nanos;
    }
  }

  /** The user has interrupted what seemed to be over. */
  void interrupted(StreamEnding how, long nanos) {
    long before = ending == null ? nanos : endNanos;
    ending = how;
    endNanos = before;
  }

  /** Nothing more will be told of it. */
  void end() {
    if (ending == null || isOver()) {
      return;
    }
    if (said == null) {
      said = input.take();
    }
    tellDuration(said.audio(), true);
    tellDuration(audio, false);
    if (toolCalls > 0) {
      call.attribute(RealtimeAttributes.TOOL_CALL_COUNT, toolCalls);
    }
    call.stream().end(ending, endNanos);
  }

  private void tellDuration(AudioLength length, boolean sent) {
    if (length.isKnown()) {
      call.attribute(
          sent ? RealtimeAttributes.INPUT_AUDIO_DURATION : RealtimeAttributes.OUTPUT_AUDIO_DURATION,
          length.seconds());
    }
  }
}
