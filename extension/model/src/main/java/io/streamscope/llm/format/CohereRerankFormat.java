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
 * Orders of documents by Cohere's API version 2. They are paid by the search, so most answers count
 * no tokens. Has no state; takes no null, throws nothing.
 *
 * <p>Source: Cohere API reference (v2), "Rerank".
 */
public final class CohereRerankFormat implements WireFormat {

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(
        request,
        name -> {
          switch (name) {
            case "model" -> question.model(JsonMembers.text(request));
            case "query", "documents" -> {
              question.asked();
              request.skipValue();
            }
            default -> request.skipValue();
          }
        });
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    CohereAnswer.read(event).tellEvent(delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    CohereAnswer.read(answer).tellAnswer(delta);
  }
}
