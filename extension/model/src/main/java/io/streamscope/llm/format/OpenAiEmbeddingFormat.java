/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings. An answer's model and usage stand where they do in any other ({@link OpenAiAnswer}).
 *
 * <p>Source: OpenAI API reference, "Create embeddings".
 */
public final class OpenAiEmbeddingFormat implements WireFormat {

  private static final String NO_CONTENT = "";

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(request, name -> readMember(name, request, question));
  }

  private static void readMember(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "input" -> {
        question.asked();
        request.skipValue();
      }
      case "encoding_format" -> {
        String format = JsonMembers.text(request);
        if (format != null) {
          question.parameter(GenAiAttributes.REQUEST_ENCODING_FORMATS, List.of(format));
        }
      }
      case "dimensions" -> {
        if (JsonMembers.isNext(request, JsonToken.NUMBER)) {
          question.parameter(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, request.nextLong());
        }
      }
      default -> OpenAiParameters.readOrSkip(name, request, question);
    }
  }

  /** There are none. */
  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    OpenAiAnswer.readWhole(event, NO_CONTENT, delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiAnswer.readWhole(answer, NO_CONTENT, delta);
  }
}
