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
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of Cohere's API version 2. Has no state; takes no null, throws nothing.
 *
 * <p>Source: Cohere API reference (v2), "Embed".
 */
public final class CohereEmbeddingFormat implements WireFormat {

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(
        request,
        name -> {
          switch (name) {
            case "model" -> question.model(JsonMembers.text(request));
            case "texts", "inputs", "images" -> {
              question.asked();
              request.skipValue();
            }
            case "embedding_types" -> {
              List<String> types = JsonMembers.texts(request);
              if (!types.isEmpty()) {
                question.parameter(GenAiAttributes.REQUEST_ENCODING_FORMATS, types);
              }
            }
            case "output_dimension" -> {
              long length = JsonMembers.count(request);
              if (length > 0) {
                question.parameter(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, length);
              }
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
