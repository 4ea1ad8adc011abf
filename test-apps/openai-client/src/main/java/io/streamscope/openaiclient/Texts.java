/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.completions.CompletionUsage;
import java.util.List;

/** Answers as text without what differs from call to call: ids and times. */
final class Texts {

  private Texts() {}

  static String of(ChatCompletionChunk chunk) {
    StringBuilder text = new StringBuilder(chunk.model());
    for (ChatCompletionChunk.Choice choice : chunk.choices()) {
      ChatCompletionChunk.Choice.Delta delta = choice.delta();
      text.append(" #").append(choice.index());
      delta.role().ifPresent(role -> text.append(" role=").append(role));
      delta.content().ifPresent(content -> text.append(" content=").append(content));
      delta.toolCalls().orElse(List.of()).forEach(call -> text.append(" tool=").append(of(call)));
      if (!delta._additionalProperties().isEmpty()) {
        text.append(" more=").append(delta._additionalProperties());
      }
      choice.finishReason().ifPresent(reason -> text.append(" finish=").append(reason));
    }
    chunk.usage().ifPresent(usage -> text.append(" usage=").append(of(usage)));
    return text.toString();
  }

  private static String of(ChatCompletionChunk.Choice.Delta.ToolCall call) {
    return call.function()
        .map(function -> function.name().orElse("") + "(" + function.arguments().orElse(""))
        .orElse("none");
  }

  static String of(ChatCompletion completion) {
    StringBuilder text = new StringBuilder(completion.model());
    for (ChatCompletion.Choice choice : completion.choices()) {
      text.append(" #").append(choice.index());
      choice.message().content().ifPresent(content -> text.append(" content=").append(content));
      text.append(" finish=").append(choice.finishReason());
    }
    completion.usage().ifPresent(usage -> text.append(" usage=").append(of(usage)));
    return text.toString();
  }

  private static String of(CompletionUsage usage) {
    return usage.promptTokens() + "+" + usage.completionTokens() + "=" + usage.totalTokens();
  }
}
