/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Gemini's Live API, at AI Studio and at Vertex AI; its server puts JSON into binary messages. The
 * model answers a {@code clientContent} with {@code turnComplete}, an {@code activityEnd}, a {@code
 * toolResponse}, or speech by itself. A call of tools ends what is generated: what follows the
 * response to it is another generation.
 *
 * <p>Source: Gemini API reference, "Live API - WebSockets API reference".
 */
final class GeminiLiveFormat implements RealtimeFormat {

  private static final long USUAL_INPUT = 16_000;
  private static final long USUAL_OUTPUT = 24_000;

  private boolean calling; // tools, and the turn has not been completed since

  @Override
  public boolean hasBinaryEvents() {
    return true;
  }

  @Override
  public void onSent(RealtimeEvent passed, RealtimeConversation conversation) {
    GeminiLiveRequest request = GeminiLiveRequest.read(passed.json());
    if (request == null) {
      return;
    }
    conversation.model(request.model());
    conversation.outputs(request.output());
    long now = conversation.now();
    if (request.isSpeech()) {
      conversation
          .saying()
          .audio(passed.audio(), AudioFormat.ofMimeType(request.mimeType(), USUAL_INPUT), now);
    }
    if (request.isActivityStart()) {
      conversation.speaking();
    }
    String end = request.inputEnd();
    if (end != null) {
      conversation.saying().ended(end, now);
    }
    if (request.asks()) {
      Generation last = conversation.last();
      if (last == null || !last.isAwaited()) {
        conversation.ask(null);
      }
    }
  }

  @Override
  public void onReceived(RealtimeEvent passed, RealtimeConversation conversation) {
    GeminiLiveEvent event = GeminiLiveEvent.read(passed.json());
    if (event == null) {
      return;
    }
    long now = conversation.now();
    conversation.session(event.sessionId(), null);
    if (event.isSpeechStart()) {
      conversation.speaking();
    }
    if (event.isSpeechEnd()) {
      conversation.input().ended(UserInput.SPEECH_STOPPED, now);
    }
    boolean afterCall = calling;
    calling &= !event.isContent() && !event.isTurnComplete();
    Generation generation = event.isContent() ? begun(conversation) : conversation.current();
    if (generation == null) {
      failed(event, conversation);
      return;
    }
    if (afterCall && event.isTurnComplete() && generation.isAwaited()) {
      return; // the turn of the call, whose answer has been sent already
    }
    if (event.isContent() || (event.isTranscript() && !generation.isEnding())) {
      generation.content(passed.bytes());
    } else {
      generation.payload(passed.bytes());
    }
    if (event.mimeType() != null) {
      generation.audio(passed.audio(), AudioFormat.ofMimeType(event.mimeType(), USUAL_OUTPUT), now);
    }
    generation.usage(event.usage());
    generation.toolCalls(event.toolCalls());
    ending(event, generation, conversation, now);
  }

  /** What a piece of content belongs to: the one before is over if its end was told. */
  private static Generation begun(RealtimeConversation conversation) {
    Generation current = conversation.current();
    if (current != null && current.isEnding()) {
      conversation.end(current, StreamEnding.of(StreamOutcome.COMPLETE, null));
      current = conversation.current();
    }
    return current == null ? conversation.answer() : current;
  }

  private void ending(
      GeminiLiveEvent event, Generation generation, RealtimeConversation conversation, long now) {
    StreamEnding complete = StreamEnding.of(StreamOutcome.COMPLETE, null);
    Failure failure = event.failure();
    if (failure != null) {
      conversation.end(generation, new StreamEnding(StreamOutcome.ERROR, failure, null));
      return;
    }
    if (event.isInterrupted() && !generation.isAwaited()) {
      generation.finished("interrupted");
      generation.interrupted(StreamEnding.of(StreamOutcome.CANCELLED, "interrupted"), now);
    } else if (event.toolCalls() > 0) {
      calling = !event.isTurnComplete();
      end(generation, "tool_calls", complete, conversation);
    } else if (event.isGenerationComplete()) {
      generation.finished("stop");
      generation.endsWith(complete, now);
    }
    if (event.isTurnComplete()) {
      end(generation, generation.isEnding() ? null : "stop", complete, conversation);
    }
  }

  private static void failed(GeminiLiveEvent event, RealtimeConversation conversation) {
    Failure failure = event.failure();
    if (failure != null) {
      conversation.failed(failure);
    }
  }

  private static void end(
      Generation generation,
      @Nullable String reason,
      StreamEnding how,
      RealtimeConversation conversation) {
    generation.finished(reason);
    conversation.end(generation, how);
  }
}
