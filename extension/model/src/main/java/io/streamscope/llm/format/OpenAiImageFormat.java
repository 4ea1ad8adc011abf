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
 * Images made, edited or varied, whole or in events ({@link OpenAiEvent}): each picture, partial or
 * complete, is a chunk. What the pictures are made from may come as a form: then nothing of it is
 * read.
 *
 * <p>Source: OpenAI API reference, "Create image", "Create image edit", "Image streaming".
 */
public final class OpenAiImageFormat implements WireFormat {

  private static final String NO_CONTENT = "";

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    OpenAiParameters.readAsked(request, "prompt", question);
    question.parameter(GenAiAttributes.OUTPUT_TYPE, "image");
  }

  @Override
  public void onEvent(@Nullable String name, JsonReader event, GenAiDelta delta) {
    OpenAiEvent.read(name, event, delta);
  }

  @Override
  public void onAnswer(JsonReader answer, GenAiDelta delta) {
    OpenAiAnswer.readWhole(answer, NO_CONTENT, delta);
  }
}
