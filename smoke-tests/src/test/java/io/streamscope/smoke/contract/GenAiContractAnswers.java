/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.GenAiContractSpan.FINISH;
import static io.streamscope.smoke.contract.GenAiContractSpan.IDENTITY;
import static io.streamscope.smoke.contract.GenAiContractSpan.USAGE;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Setup;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Model calls that are answered to the end: one span each, with all that is known of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GenAiContractAnswers {

  /** How much later than necessary a first chunk may be on a busy machine. */
  private static final double SLACK = 2.0;

  private static final int ANSWER_CHUNKS = 13;
  private static final long PROMPT_TOKENS = 7;
  private static final Set<String> COMPLETION = union(IDENTITY, FINISH, USAGE);

  private final String classPath;
  private final Setup setup;
  private GenAiContractRun run;

  GenAiContractAnswers(String classPath, Setup setup) {
    this.classPath = classPath;
    this.setup = setup;
  }

  @BeforeAll
  void runOnce() {
    run = GenAiContractRun.of(classPath, setup);
  }

  final GenAiContractRun run() {
    return run;
  }

  /** The major version of the library. */
  final int major() {
    return Integer.parseInt(classPath.replaceAll("openai-(\\d+)\\..*", "$1"));
  }

  final GenAiContractSpan chat(String scenario) {
    return GenAiContractSpan.only(run, scenario);
  }

  private static Set<String> union(Set<String> first, Set<String> second, Set<String> third) {
    Set<String> all = new java.util.TreeSet<>(first);
    all.addAll(second);
    all.addAll(third);
    return all;
  }

  /** The whole answer came as a stream. */
  private GenAiContractSpan complete(String scenario) {
    return complete(scenario, ANSWER_CHUNKS);
  }

  private GenAiContractSpan complete(String scenario, int chunks) {
    return chat(scenario)
        .streamed("complete", chunks, COMPLETION)
        .has("gen_ai.response.model", scenario)
        .has("gen_ai.response.finish_reasons", List.of("stop"))
        .has("openai.response.service_tier", "default")
        .has("streamscope.stream.stall.count", 0L);
  }

  private void answered(String scenario) {
    chat(scenario)
        .blocking(COMPLETION)
        .has("gen_ai.response.model", scenario)
        .has("gen_ai.response.finish_reasons", List.of("stop"))
        .used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  /** Payload that the server sent: what it wrote less the framing. */
  private long payload(String scenario, int perEvent, int rest) {
    LoggedRequest request = run.requests(scenario).get(0);
    return request.bytesWritten() - perEvent * request.chunksWritten() - rest;
  }

  @Test
  void blockingCall_isOneSpanWithRequestAndResponse() {
    chat("blocking")
        .blocking(
            COMPLETION,
            Set.of(
                "gen_ai.request.temperature",
                "gen_ai.request.top_p",
                "gen_ai.request.seed",
                "gen_ai.request.max_tokens",
                "gen_ai.request.stop_sequences"))
        .has("gen_ai.request.temperature", 0.5)
        .has("gen_ai.request.top_p", 0.9)
        .has("gen_ai.request.seed", 7L)
        .has("gen_ai.request.max_tokens", 100L)
        .has("gen_ai.request.stop_sequences", List.of("END"))
        .used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  void blockingAsyncCall_isOneSpan() {
    answered("blocking-async");
  }

  @Test
  void blockingRawResponse_isOneSpan() {
    answered("blocking-raw");
  }

  @Test
  void blockingBodyReadByHand_isOneSpanWithUsage() {
    answered("blocking-raw-body");
  }

  /** Its usage, at the end of more than a mebibyte, is not known. */
  @Test
  void blockingLongBodyReadByHand_isOneSpanAndItsCutIsCounted() {
    assertThat(run.requests("blocking-raw-body-long").get(0).bytesWritten()).isGreaterThan(1 << 20);
    chat("blocking-raw-body-long").blocking(Set.of());
  }

  @Test
  void stream_isOneSpanToTheLastChunk() {
    GenAiContractSpan chat = complete("stream").used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
    chat.has("streamscope.stream.bytes", payload("stream", 8, 14));
    assertThat(chat.span().events("first_chunk").get(0).attributes()).containsKey("bytes");
    assertThat(String.valueOf(chat.span().attribute("gen_ai.response.id"))).startsWith("chatcmpl-");
  }

  @Test
  void streamWithoutUsage_hasNone() {
    chat("stream-no-usage")
        .streamed("complete", ANSWER_CHUNKS, IDENTITY, FINISH)
        .has("streamscope.stream.bytes", payload("stream-no-usage", 8, 14));
  }

  @Test
  void asyncStream_isOneSpan() {
    complete("stream-async")
        .used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0)
        .has("streamscope.stream.bytes", payload("stream-async", 8, 14));
  }

  @Test
  void clientWithOptions_isOneSpan() {
    complete("stream-with-options").used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  void parsedRawResponse_isOneSpan() {
    complete("stream-raw").used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  void bodyReadByHand_isOneSpanWithHeartbeats() {
    chat("stream-raw-body")
        .streamed("complete", 5, COMPLETION, Set.of("streamscope.stream.heartbeat.count"))
        .has("streamscope.stream.heartbeat.count", 5L)
        .has("streamscope.stream.bytes", payload("stream-raw-body", 8, 14 + 5 * 8))
        .used(PROMPT_TOKENS, 5, 0, 0);
  }

  @Test
  void clientFromOwnOptions_isOneSpan() {
    complete("stream-own-options").used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  void toolCall_countsItsPiecesAsChunks() {
    chat("tool-call")
        .streamed("complete", 6, COMPLETION)
        .has("gen_ai.response.finish_reasons", List.of("tool_calls"))
        .used(PROMPT_TOKENS, 5, 0, 0);
  }

  @Test
  void reasoning_countsAsChunks() {
    complete("reasoning", 7).used(PROMPT_TOKENS, 7, 0, 3);
  }

  @Test
  void cachedAndReasoningTokens_areReported() {
    complete("cached-tokens", 3).used(PROMPT_TOKENS, 9, 5, 6);
  }

  @Test
  void comments_areNoChunks() {
    complete("comments", 5).has("streamscope.stream.bytes", payload("comments", 8, 14 + 10 * 8));
  }

  @Test
  void carriageReturns_areNoPayload() {
    complete("crlf", 5).has("streamscope.stream.bytes", payload("crlf", 10, 16));
  }

  @Test
  void endWithoutDoneEvent_isComplete() {
    complete("no-done", 5).has("streamscope.stream.bytes", payload("no-done", 8, 0));
  }

  @Test
  void slowHeaders_countForTheFirstChunk() {
    complete("slow-headers", 3).between("gen_ai.response.time_to_first_chunk", 0.4, 0.4 + SLACK);
  }

  @Test
  void slowFirstChunk_isMeasuredFromTheRequest() {
    complete("slow-first-chunk")
        .between("gen_ai.response.time_to_first_chunk", 0.4, 0.4 + SLACK)
        .between("streamscope.stream.idle_time", 0.4, 0.4 + SLACK);
  }

  @Test
  void longGap_isMeasured() {
    GenAiContractSpan chat =
        complete("long-gap", 5).between("streamscope.stream.chunk_gap.max", 0.3, 0.4 + SLACK);
    double longest = number(chat.span(), "streamscope.stream.chunk_gap.max");
    chat.between("streamscope.stream.chunk_gap.mean", longest / 4, longest);
    assertThat(chat.span().events("stall")).isEmpty();
  }

  @Test
  void silentProvider_isOneStall() {
    GenAiContractSpan chat =
        chat("stall")
            .streamed("complete", 5, COMPLETION)
            .has("streamscope.stream.stall.count", 1L)
            .between("streamscope.stream.chunk_gap.max", 2.0, 2.2 + SLACK);
    assertThat(chat.span().events("stall"))
        .singleElement()
        .satisfies(
            stall ->
                assertThat(stall.attributes())
                    .containsEntry(
                        "gap", chat.span().attribute("streamscope.stream.chunk_gap.max")));
  }

  @Test
  void twoAtOnce_areTwoSpansOfTwoTraces() {
    List<SpanRecord> chats =
        run.chats("two-at-once").stream()
            .sorted(Comparator.comparingDouble(span -> number(span, "gen_ai.usage.output_tokens")))
            .toList();
    assertThat(run.requests("two-at-once")).hasSize(2);
    assertThat(chats).hasSize(2);
    assertThat(chats.get(0).traceId()).isNotEqualTo(chats.get(1).traceId());
    int chunks = 4;
    for (SpanRecord chat : chats) {
      GenAiContractSpan.one(run, "two-at-once", chat)
          .streamed("complete", chunks, COMPLETION)
          .used(PROMPT_TOKENS, chunks, 0, 0);
      chunks += 2;
    }
  }

  @Test
  void twentyThousandChunks_areCountedWithFewEvents() {
    GenAiContractSpan chat =
        complete("many", 20_000)
            .used(PROMPT_TOKENS, 20_000, 0, 0)
            .has("streamscope.stream.bytes", payload("many", 8, 14));
    assertThat(chat.span().events("delta")).hasSizeBetween(1, 32);
  }
}
