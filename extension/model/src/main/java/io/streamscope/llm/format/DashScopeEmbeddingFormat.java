/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of DashScope in its own format, of texts and of several kinds of content. Has no
 * state; takes no null, throws nothing.
 *
 * <p>Source: Alibaba Cloud Model Studio, "Text embedding synchronous API reference" and "Multimodal
 * embedding API reference".
 */
public final class DashScopeEmbeddingFormat implements WireFormat {

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    DashScopeRequest.read(
        request,
        question,
        member -> readInput(member, request, question),
        parameter -> readParameter(parameter, request, question));
  }

  private static void readInput(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "texts", "contents", "url" -> question.asked();
      default -> {} // not what is asked
    }
    request.skipValue();
  }

  private static void readParameter(String name, JsonReader request, GenAiQuestion question) {
    if (name.equals("dimension")) {
      long length = JsonMembers.count(request);
      if (length > 0) {
        question.parameter(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, length);
      }
    } else {
      request.skipValue();
    }
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    DashScopeAnswer.read(event).tellEvent(delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    DashScopeAnswer.read(answer).tellAnswer(delta);
  }
}
