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
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * Embeddings of Google: {@code embedContent}, {@code batchEmbedContents} and, at Vertex AI, {@code
 * predict} with instances, whose answer counts the tokens of each of them. Has no state; takes no
 * null, throws nothing.
 *
 * <p>Source: Gemini API reference, "Embeddings"; Vertex AI reference, "Text embeddings API".
 */
public final class GeminiEmbeddingFormat implements WireFormat {

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    JsonMembers.members(request, name -> readMember(name, request, question));
  }

  private static void readMember(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "model" -> question.model(GeminiFormat.modelName(JsonMembers.text(request)));
      case "content", "instances" -> {
        question.asked();
        request.skipValue();
      }
      case "requests" ->
          JsonMembers.elements(
              request,
              place ->
                  JsonMembers.members(request, member -> readMember(member, request, question)));
      case "parameters", "embedContentConfig", "embed_content_config" ->
          JsonMembers.members(request, member -> readMember(member, request, question));
      case "outputDimensionality", "output_dimensionality" -> {
        long length = JsonMembers.count(request);
        if (length > 0) {
          question.parameter(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, length);
        }
      }
      default -> request.skipValue();
    }
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
    Answer answer = new Answer(json);
    if (json.peek() == JsonToken.BEGIN_ARRAY) {
      JsonMembers.elements(json, place -> JsonMembers.members(json, answer::readMember));
    } else {
      JsonMembers.members(json, answer::readMember);
    }
    return answer.said();
  }

  private static final class Answer {

    private final JsonReader json;
    private final Statement statement;
    private long tokens = JsonMembers.NONE;

    private Answer(JsonReader json) {
      this.json = json;
      this.statement = new Statement(json);
    }

    private Statement said() {
      if (tokens >= 0) {
        statement.usage(GenAiUsage.of(tokens, JsonMembers.NONE));
      }
      return statement;
    }

    private void readMember(String name) {
      switch (name) {
        case "usageMetadata" -> statement.usage(GeminiUsage.read(json));
        case "predictions" ->
            JsonMembers.elements(json, place -> JsonMembers.members(json, this::readPrediction));
        case "error" -> statement.readError();
        default -> json.skipValue();
      }
    }

    private void readPrediction(String name) {
      switch (name) {
        case "embeddings", "statistics" -> JsonMembers.members(json, this::readPrediction);
        case "token_count" -> {
          long count = JsonMembers.count(json);
          tokens = count < 0 ? tokens : Math.max(0, tokens) + count;
        }
        default -> json.skipValue();
      }
    }
  }
}
