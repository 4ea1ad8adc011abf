/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.llm.GenAiOperation;
import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;
import org.jspecify.annotations.Nullable;

/**
 * DashScope's tasks: speech for texts, texts for speech, answers. One after the other on a
 * connection; each is one generation, from {@code run-task} to {@code task-finished} or {@code
 * task-failed}. Audio is in binary messages.
 *
 * <p>Source: Alibaba Cloud Model Studio, "CosyVoice" and "Paraformer", client and server events.
 */
final class DashScopeTaskFormat implements RealtimeFormat {

  private GenAiOperation operation = GenAiOperation.CHAT;
  private long audio = AudioFormat.UNKNOWN;

  @Override
  public void onSent(RealtimeEvent passed, RealtimeConversation conversation) {
    DashScopeTask task = DashScopeTask.read(passed.json());
    if (task == null || task.id() == null) {
      return;
    }
    switch (task.action()) {
      case "run-task" -> {
        operation = task.operation();
        audio = task.audio();
        conversation.model(task.model());
        conversation.begin(operation, task.id());
        said(task, conversation);
      }
      case "continue-task" -> said(task, conversation);
      case "finish-task" -> conversation.input().ended(UserInput.FINISH, conversation.now());
      default -> {}
    }
  }

  private static void said(DashScopeTask task, RealtimeConversation conversation) {
    if (task.hasContent()) {
      conversation.input().ended(UserInput.MESSAGE, conversation.now());
    }
  }

  @Override
  public void onAudioSent(long bytes, RealtimeConversation conversation) {
    conversation.input().audio(bytes, audio, conversation.now());
  }

  @Override
  public void onAudioReceived(long bytes, RealtimeConversation conversation) {
    Generation generation = conversation.current();
    if (generation != null) {
      generation.content(bytes);
      generation.audio(bytes, audio, conversation.now());
    }
  }

  @Override
  public void onReceived(RealtimeEvent passed, RealtimeConversation conversation) {
    DashScopeTask task = DashScopeTask.read(passed.json());
    Generation generation = task == null ? null : conversation.of(task.id());
    if (task == null || generation == null) {
      return;
    }
    // of speech there are only times in the events
    if (task.hasContent() && operation != GenAiOperation.TEXT_TO_SPEECH) {
      generation.content(passed.bytes());
    } else {
      generation.payload(passed.bytes());
    }
    generation.usage(task.usage());
    generation.characters(task.characters());
    generation.finished(task.finishReason());
    StreamEnding ending = ending(task);
    if (ending != null) {
      conversation.end(generation, ending);
    }
  }

  private static @Nullable StreamEnding ending(DashScopeTask task) {
    return switch (task.event()) {
      case "task-finished" -> StreamEnding.of(StreamOutcome.COMPLETE, null);
      case "task-failed" ->
          new StreamEnding(
              StreamOutcome.ERROR,
              Failure.said(task.errorCode() == null ? "failed" : task.errorCode(), task.message()),
              null);
      default -> null;
    };
  }
}
