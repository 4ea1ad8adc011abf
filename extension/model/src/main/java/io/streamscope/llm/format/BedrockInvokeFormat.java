/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.StreamProtocol;
import org.jspecify.annotations.Nullable;

/**
 * {@code InvokeModel} and {@code InvokeModelWithResponseStream} of Amazon Bedrock: each family of
 * models is asked and answers in a format of its own. Claude's is that of {@link
 * AnthropicMessagesFormat}, that of some is OpenAI's, the rest share {@link BedrockAnswer}. One
 * instance for each request, by one thread at a time; takes and throws nothing.
 *
 * <p>Source: Amazon Bedrock user guide, "Inference request parameters and response fields".
 */
public final class BedrockInvokeFormat implements WireFormat {

  private final @Nullable WireFormat own;

  /**
   * @param model as the path has it, null if unknown
   */
  public BedrockInvokeFormat(@Nullable String model) {
    this.own = model == null ? null : formatOf(model);
  }

  private static @Nullable WireFormat formatOf(String model) {
    if (model.contains("anthropic.")) {
      return new AnthropicMessagesFormat();
    }
    boolean openAi =
        model.contains("openai.") || model.contains("qwen.") || model.contains("ai21.jamba");
    return openAi ? new OpenAiChatFormat() : null;
  }

  @Override
  public StreamProtocol framing() {
    return StreamProtocol.CHUNKED; // of AWS's own
  }

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    if (own == null) {
      BedrockRequest.read(request, question);
    } else {
      own.onRequest(request, question);
    }
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    if (own == null || name != null) { // an exception is Bedrock's
      BedrockAnswer.readEvent(name, event).tellEvent(delta);
    } else {
      own.onEvent(null, event, delta);
    }
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    if (own == null) {
      BedrockAnswer.readAnswer(answer).tellAnswer(delta);
    } else {
      own.onAnswer(answer, delta);
    }
  }
}
