/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;

/**
 * OpenAI's Realtime API, with the names of events before and since its general availability, and
 * whoever speaks it: Azure, DashScope, x.ai, Zhipu, StepFun. A response is asked for by {@code
 * response.create}, or begins by itself when the user stops speaking.
 *
 * <p>Source: OpenAI API reference, "Realtime", client and server events; Alibaba Cloud Model
 * Studio, "Qwen-Omni-Realtime", client and server events.
 */
final class OpenAiRealtimeFormat implements RealtimeFormat {

  private final long usualInput;
  private final long usualOutput;
  private long input;
  private long output;

  /**
   * @param usualInput samples a second of the PCM that is sent, where nothing is said
   * @param usualOutput of the PCM that is generated
   */
  OpenAiRealtimeFormat(long usualInput, long usualOutput) {
    this.usualInput = usualInput;
    this.usualOutput = usualOutput;
    this.input = AudioFormat.bytesPerSecond("pcm", 0, usualInput);
    this.output = AudioFormat.bytesPerSecond("pcm", 0, usualOutput);
  }

  @Override
  public void onSent(RealtimeEvent passed, RealtimeConversation conversation) {
    OpenAiRealtimeEvent event = OpenAiRealtimeEvent.read(passed.json());
    if (event == null) {
      return;
    }
    long now = conversation.now();
    switch (event.type()) {
      case "session.update" -> {
        OpenAiRealtimeSettings settings = event.settings();
        if (settings != null) {
          set(settings, conversation);
          conversation.model(settings.model());
        }
      }
      case "input_audio_buffer.append" -> conversation.saying().audio(passed.audio(), input, now);
      case "input_audio_buffer.clear" -> conversation.input().cleared();
      case "input_audio_buffer.commit" -> conversation.saying().ended(UserInput.COMMIT, now);
      case "input_text_buffer.commit" -> conversation.saying().ended(UserInput.MESSAGE, now);
      case "conversation.item.create" -> item(event, passed.audio(), conversation.saying(), now);
      case "response.create" -> {
        OpenAiRealtimeResponse wanted = event.response();
        conversation.ask(wanted == null ? null : wanted.output()).askedBy(event.eventId());
      }
      default -> {}
    }
  }

  private void set(OpenAiRealtimeSettings settings, RealtimeConversation conversation) {
    input = settings.input(input, usualInput);
    output = settings.generated(output, usualOutput);
    conversation.outputs(settings.output());
  }

  private void item(OpenAiRealtimeEvent event, long audio, UserInput said, long now) {
    if (event.isItem("function_call_output")) {
      said.ended(UserInput.TOOL, now);
    } else if (event.isItemOfUser()) {
      said.audio(audio, input, now);
      said.ended(UserInput.MESSAGE, now);
    }
  }

  @Override
  public void onReceived(RealtimeEvent passed, RealtimeConversation conversation) {
    OpenAiRealtimeEvent event = OpenAiRealtimeEvent.read(passed.json());
    if (event == null) {
      return;
    }
    switch (event.type()) {
      case "session.created", "session.updated" -> {
        OpenAiRealtimeSettings settings = event.settings();
        if (settings != null) {
          set(settings, conversation);
          conversation.session(settings.id(), settings.model());
        }
      }
      case "input_audio_buffer.speech_started" -> conversation.speaking();
      case "input_audio_buffer.speech_stopped" ->
          conversation.input().ended(UserInput.SPEECH_STOPPED, conversation.now());
      case "error" -> {
        if (event.error() != null) {
          failed(event.error(), conversation);
        }
      }
      default -> {
        if (event.type().startsWith("response.")) {
          ofResponse(event, passed, conversation);
        }
      }
    }
  }

  /** There will be no response that was asked for, if it has to do with that. */
  private static void failed(OpenAiRealtimeError error, RealtimeConversation conversation) {
    Generation awaited = conversation.awaited();
    if (awaited != null && error.isOf(awaited)) {
      conversation.end(awaited, new StreamEnding(StreamOutcome.ERROR, error.failure(), null));
    } else {
      conversation.failed(error.failure());
    }
  }

  private void ofResponse(
      OpenAiRealtimeEvent event, RealtimeEvent passed, RealtimeConversation conversation) {
    OpenAiRealtimeResponse response = event.response();
    if (event.type().equals("response.created")) {
      Generation begun = conversation.answer();
      begun.payload(passed.bytes());
      if (response != null) {
        response.tell(begun, conversation.sessionModel());
      }
      return;
    }
    String id = response == null ? event.responseId() : response.id();
    Generation generation = conversation.of(id);
    if (generation == null) {
      return;
    }
    if (event.hasDelta() && event.type().endsWith(".delta")) {
      generation.content(passed.bytes());
    } else {
      generation.payload(passed.bytes());
    }
    switch (event.type()) {
      case "response.audio.delta", "response.output_audio.delta" ->
          generation.audio(passed.audio(), output, conversation.now());
      case "response.output_item.done" ->
          generation.toolCalls(event.isItem("function_call") ? 1 : 0);
      case "response.done" -> {
        if (response != null) {
          response.tell(generation, conversation.sessionModel());
          generation.finished(response.finishReason(generation.hasToolCalls()));
          conversation.end(generation, response.ending(generation.isSpokenOver()));
        }
      }
      case "response.cancelled" ->
          conversation.end(generation, OpenAiRealtimeResponse.cancelled(generation.isSpokenOver()));
      default -> {}
    }
  }
}
