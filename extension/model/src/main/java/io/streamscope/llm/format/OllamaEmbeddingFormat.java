/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of Ollama, {@code /api/embed} and the older {@code /api/embeddings}. Has no state;
 * takes no null, throws nothing.
 *
 * <p>Source: Ollama API documentation, "Generate embeddings".
 */
public final class OllamaEmbeddingFormat implements WireFormat {

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(
        request,
        name -> {
          switch (name) {
            case "model" -> question.model(JsonMembers.text(request));
            case "input", "prompt" -> {
              question.asked();
              request.skipValue();
            }
            case "dimensions" -> {
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
    read(event).tellEvent(delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    read(answer).tellAnswer(delta);
  }

  private static Statement read(JsonReader json) {
    Statement statement = new Statement(json);
    JsonMembers.members(
        json,
        name -> {
          switch (name) {
            case "model" -> statement.model(JsonMembers.text(json));
            case "prompt_eval_count" ->
                statement.usage(GenAiUsage.of(JsonMembers.count(json), JsonMembers.NONE));
            case "error" -> OllamaFormat.readError(json, statement);
            default -> json.skipValue();
          }
        });
    return statement;
  }
}
