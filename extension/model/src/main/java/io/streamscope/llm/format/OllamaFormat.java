/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static io.streamscope.llm.GenAiAttributes.OUTPUT_TYPE;
import static io.streamscope.llm.GenAiAttributes.REQUEST_MAX_TOKENS;
import static io.streamscope.llm.GenAiAttributes.REQUEST_REASONING_LEVEL;

import io.streamscope.json.JsonReader;
import io.streamscope.json.JsonToken;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.WireFormat;
import io.streamscope.stream.StreamProtocol;
import org.jspecify.annotations.Nullable;

/**
 * Chats ({@code /api/chat}) and completions ({@code /api/generate}) of Ollama: an object for each
 * event, one a line, and the same as a whole answer. A request that does not say asks for a stream.
 * Has no state; takes no null, throws nothing.
 *
 * <ul>
 *   <li>content is {@code message.content}, {@code message.thinking}, {@code response} or {@code
 *       thinking} that is not empty, and {@code message.tool_calls}
 *   <li>{@code done} is the end mark, of an object that may have content too; {@code done_reason}
 *       says why, {@code prompt_eval_count} and {@code eval_count} what has been used
 *   <li>{@code error}: a text
 * </ul>
 *
 * <p>Source: Ollama API documentation, "Generate a completion", "Generate a chat completion",
 * "Errors".
 */
public final class OllamaFormat implements WireFormat {

  @Override
  public StreamProtocol framing() {
    return StreamProtocol.NDJSON;
  }

  @Override
  public void onRequest(JsonReader request, GenAiQuestion question) {
    question.streamed(true);
    JsonMembers.members(
        request,
        name -> {
          switch (name) {
            case "messages", "prompt" -> {
              question.asked();
              request.skipValue();
            }
            case "options" ->
                JsonMembers.members(request, option -> readOption(option, request, question));
            case "format" -> readFormat(request, question);
            case "think" ->
                Parameters.put(question, REQUEST_REASONING_LEVEL, JsonMembers.text(request));
            case "model", "stream" -> Parameters.read(name, request, question);
            default -> request.skipValue();
          }
        });
  }

  private static void readOption(String name, JsonReader request, GenAiQuestion question) {
    switch (name) {
      case "num_predict" -> {
        long tokens = JsonMembers.count(request);
        if (tokens > 0) { // others stand for no limit
          question.parameter(REQUEST_MAX_TOKENS, tokens);
        }
      }
      case "temperature",
          "top_p",
          "top_k",
          "seed",
          "stop",
          "presence_penalty",
          "frequency_penalty" ->
          Parameters.read(name, request, question);
      default -> request.skipValue();
    }
  }

  private static void readFormat(JsonReader request, GenAiQuestion question) {
    boolean isSchema = request.peek() == JsonToken.BEGIN_OBJECT;
    String named = JsonMembers.text(request);
    Parameters.put(question, OUTPUT_TYPE, isSchema ? "json" : named);
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
    JsonMembers.members(json, answer::readMember);
    return answer.said();
  }

  private static final class Answer {

    private final JsonReader json;
    private final Statement statement;
    private long prompt = JsonMembers.NONE;
    private long output = JsonMembers.NONE;

    private Answer(JsonReader json) {
      this.json = json;
      this.statement = new Statement(json);
    }

    private Statement said() {
      if (prompt >= 0 || output >= 0) {
        statement.usage(GenAiUsage.of(prompt, output));
      }
      return statement;
    }

    private void readMember(String name) {
      switch (name) {
        case "model" -> statement.model(JsonMembers.text(json));
        case "response", "thinking" -> statement.text();
        case "message" -> JsonMembers.members(json, this::readMessage);
        case "done" -> readDone();
        case "done_reason" -> statement.finish(0, JsonMembers.text(json));
        case "prompt_eval_count" -> prompt = JsonMembers.count(json);
        case "eval_count" -> output = JsonMembers.count(json);
        case "error" -> readError(json, statement);
        default -> json.skipValue();
      }
    }

    private void readMessage(String name) {
      switch (name) {
        case "content", "thinking" -> statement.text();
        case "tool_calls" -> statement.filled();
        default -> json.skipValue();
      }
    }

    private void readDone() {
      if (JsonMembers.isNext(json, JsonToken.BOOLEAN) && json.nextBoolean()) {
        statement.end();
      }
    }
  }

  /** Goes over what is an error if it is a text. */
  static void readError(JsonReader json, Statement statement) {
    String message = JsonMembers.text(json);
    if (message != null) {
      statement.error(null, message);
    }
  }
}
