/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamAttributes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Events of megabytes: what they say of the answer is known, and little of them is kept. */
class LongEventTest {

  private static final int MEGABYTES = 5 << 20;
  private static final int PIECE = 8192;
  private static final String SSE = "text/event-stream";
  private static final String BASE64 = "QUJDR".repeat(MEGABYTES / 5);
  private static final String ARGUMENTS =
      IntStream.range(0, 100_000)
          .mapToObj(i -> "\"argument%d\":{\"of\":[\"a tool, %d\"]}".formatted(i, i))
          .collect(Collectors.joining(",", "{", "}"));

  /** An answer whose only chunk is one long event; the usage is 7 tokens and 9. */
  private enum LongAnswer {
    OPENAI_IMAGE(
        "/v1/images/generations",
        "{\"model\":\"m\",\"prompt\":\"x\",\"stream\":true}",
        SSE,
        "data: {\"type\":\"image_generation.completed\",\"b64_json\":\"%s\",\"usage\":"
            + "{\"input_tokens\":7,\"output_tokens\":9}}\n\n",
        BASE64,
        null),
    OPENAI_TOOL_CALL(
        "/v1/chat/completions",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true}",
        SSE,
        "data: {\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":"
            + "[{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"%s\"}}]},"
            + "\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":7,"
            + "\"completion_tokens\":9}}\n\ndata: [DONE]\n\n",
        ARGUMENTS.replace("\"", "\\\""),
        "tool_calls"),
    OPENAI_LOG_PROBABILITIES(
        "/v1/chat/completions",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true}",
        SSE,
        "data:{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"logprobs\":{\"content\":"
            + "[%s]},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":7,"
            + "\"completion_tokens\":9},\"id\":\"c-1\",\"model\":\"m-1\"}\n\ndata:[DONE]\n\n",
        (ARGUMENTS + ",").repeat(2) + ARGUMENTS,
        "stop"),
    ANTHROPIC_TOOL_CALL(
        "/v1/messages",
        "{\"model\":\"m\",\"messages\":[],\"stream\":true}",
        SSE,
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"c-1\","
            + "\"model\":\"m-1\",\"usage\":{\"input_tokens\":7,\"output_tokens\":1}}}\n\n"
            + "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"%s\"}}\n\n"
            + "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":"
            + "\"tool_use\"},\"usage\":{\"output_tokens\":9}}\n\n"
            + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
        BASE64,
        "tool_use"),
    GEMINI_IMAGE(
        "/v1beta/models/m:streamGenerateContent",
        "{\"contents\":[]}",
        SSE,
        "data: " + Gemini.EVENT.formatted("\"inlineData\":{\"data\":\"%s\"}") + "\r\n\r\n",
        BASE64,
        "STOP"),
    GEMINI_TOOL_CALL(
        "/v1beta/models/m:streamGenerateContent",
        "{\"contents\":[]}",
        SSE,
        "data: "
            + Gemini.EVENT.formatted("\"functionCall\":{\"name\":\"f\",\"args\":%s}")
            + "\r\n\r\n",
        ARGUMENTS,
        "STOP"),
    GEMINI_IMAGE_IN_AN_ARRAY(
        "/v1beta/models/m:streamGenerateContent",
        "{\"contents\":[]}",
        "application/json",
        "[" + Gemini.EVENT.formatted("\"inlineData\":{\"data\":\"%s\"}") + "\r\n]",
        BASE64,
        "STOP"),
    OLLAMA_TOOL_CALL(
        "/api/chat",
        "{\"model\":\"m\",\"messages\":[]}",
        "application/x-ndjson",
        "{\"model\":\"m-1\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":"
            + "[{\"function\":{\"name\":\"f\",\"arguments\":%s}}]},\"done\":true,\"done_reason\":"
            + "\"stop\",\"prompt_eval_count\":7,\"eval_count\":9}\n",
        ARGUMENTS,
        "stop");

    private final String path;
    private final String question;
    private final String contentType;
    private final String answer;
    private final String big;
    private final String finishReason;

    LongAnswer(
        String path,
        String question,
        String contentType,
        String answer,
        String big,
        String finishReason) {
      this.path = path;
      this.question = question;
      this.contentType = contentType;
      this.answer = answer;
      this.big = big;
      this.finishReason = finishReason;
    }

    AskedModel ask() {
      return AskedModel.answering(path, question, contentType);
    }

    byte[] bytes() {
      return answer.formatted(big).getBytes(UTF_8);
    }
  }

  private static final class Gemini {

    static final String EVENT =
        "{\"candidates\":[{\"content\":{\"parts\":[{%s}],\"role\":\"model\"},\"finishReason\":"
            + "\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":7,"
            + "\"candidatesTokenCount\":9},\"modelVersion\":\"m-1\",\"responseId\":\"c-1\"}";
  }

  @ParameterizedTest
  @EnumSource
  void whatALongEventSays_isKnown(LongAnswer given) {
    byte[] answer = given.bytes();
    assertThat(answer).hasSizeGreaterThan(MEGABYTES / 2);
    Random random = new Random(1);
    AskedModel model = given.ask();

    Attributes said = model.read(answer, random, 20_000).complete().getAttributes();

    assertThat(said.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(said.get(StreamAttributes.BYTES))
        .isBetween(answer.length - 600L, (long) answer.length);
    assertThat(said.get(StreamAttributes.OUTCOME)).isEqualTo("complete");
    assertThat(said.get(GenAiAttributes.USAGE_INPUT_TOKENS)).isEqualTo(7);
    assertThat(said.get(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(9);
    if (given.finishReason != null) {
      assertThat(said.get(GenAiAttributes.RESPONSE_FINISH_REASONS))
          .containsExactly(given.finishReason);
      assertThat(said.get(GenAiAttributes.RESPONSE_MODEL)).isEqualTo("m-1");
    }
    assertThat(model.telemetry().metrics()).doesNotContainKey("streamscope.telemetry.dropped");
  }

  @ParameterizedTest
  @EnumSource
  void longEvent_needsLittleMemory(LongAnswer given) {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    byte[] answer = given.bytes();
    readInPieces(given.ask(), answer); // whatever is loaded and compiled first
    AskedModel model = given.ask();
    long id = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(id);

    readInPieces(model, answer);

    // what is kept grows to 256 KB by doubling; the rest is a digest of 64 KB
    assertThat(threads.getThreadAllocatedBytes(id) - before).isLessThan(1 << 20);
  }

  private static void readInPieces(AskedModel model, byte[] answer) {
    for (int at = 0; at < answer.length; at += PIECE) {
      model.body().onBytes(answer, at, Math.min(PIECE, answer.length - at));
    }
    model.complete();
  }

  @Test
  void longEventThatIsNoDocument_isContentAllTheSame() {
    AskedModel model = LongAnswer.OPENAI_TOOL_CALL.ask();
    Attributes said =
        model.read("data: {\"choices\":" + BASE64 + "\n\n").complete().getAttributes();

    assertThat(said.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(1);
    assertThat(said.get(StreamAttributes.BYTES)).isEqualTo(BASE64.length() + 11L);
    assertThat(model.telemetry().metrics()).containsKey("streamscope.telemetry.dropped");
  }

  @Test
  void longEventAmongOthers_isOneOfThem() {
    String text =
        "data: {\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":"
            + "{\"content\":\"%s\"},\"finish_reason\":null}],\"usage\":{\"completion_tokens\":%d}}"
            + "\n\n";
    AskedModel model = LongAnswer.OPENAI_TOOL_CALL.ask();
    for (String each : List.of("a", "b", "c", BASE64, "d", BASE64, "e")) {
      model.read(text.formatted(each, each.length() + 1));
    }

    Attributes said = model.complete().getAttributes();

    assertThat(said.get(StreamAttributes.CHUNK_COUNT)).isEqualTo(7);
    assertThat(said.get(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(2);
  }

  @Test
  void connectionThatBreaksWithinALongElement_leavesWhatItHasSaid() {
    String array = "[" + Gemini.EVENT.formatted("\"inlineData\":{\"data\":\"" + BASE64 + "\"}");
    String received = array.substring(0, array.indexOf(",\"modelVersion"));

    Attributes said =
        LongAnswer.GEMINI_IMAGE_IN_AN_ARRAY
            .ask()
            .read(received)
            .failed(new IllegalStateException("reset"))
            .getAttributes();

    assertThat(said.get(StreamAttributes.CHUNK_COUNT)).isZero();
    assertThat(said.get(GenAiAttributes.USAGE_OUTPUT_TOKENS)).isEqualTo(9);
  }
}
