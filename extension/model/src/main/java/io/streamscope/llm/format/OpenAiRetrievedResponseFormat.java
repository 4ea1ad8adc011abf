/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Responses that were asked for before, as {@link OpenAiResponsesFormat} with what has become of
 * them. Their tokens were counted when they were made, and their failure is none of asking again.
 *
 * <p>Source: OpenAI API reference, "Get a model response"; GenAI semantic conventions, "Fetch
 * response" span.
 */
public final class OpenAiRetrievedResponseFormat implements WireFormat {

  /** There is no body. */
  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {}

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    OpenAiResponse response = OpenAiEvent.read(name, event, delta);
    if (response != null) {
      response.tellRetrieved(delta);
    }
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiResponse response = OpenAiResponse.read(answer);
    if (response != null) {
      response.tellRetrieved(delta);
    }
  }
}
