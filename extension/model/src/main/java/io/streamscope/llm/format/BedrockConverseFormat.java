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
 * {@code Converse} and {@code ConverseStream} of Amazon Bedrock. What an answer or an event means
 * says {@link BedrockAnswer}. Has no state; takes no null, throws nothing.
 *
 * <p>Source: Amazon Bedrock API reference, "Converse" and "ConverseStream".
 */
public final class BedrockConverseFormat implements WireFormat {

  @Override
  public StreamProtocol framing() {
    return StreamProtocol.CHUNKED; // of AWS's own
  }

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    BedrockRequest.read(request, question);
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    BedrockAnswer.readEvent(name, event).tellEvent(delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    BedrockAnswer.readAnswer(answer).tellAnswer(delta);
  }
}
