/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.GenAiContractSpan.FINISH;
import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.smoke.contract.GenAiApp.Ending;
import io.streamscope.smoke.contract.GenAiApp.Tokens;
import io.streamscope.smoke.support.Cell;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Model calls that are answered to the end: one span each, with all that is known of it. */
abstract class GenAiContractAnswers extends GenAiContractScenarios {

  /** How much later than necessary something may be on a busy machine. */
  private static final double SLACK = 4.0;

  /** How long the model server makes an application wait, seconds. */
  private static final double INJECTED = 0.3;

  private static final int ANSWER_CHUNKS = 13;
  private static final long PROMPT_TOKENS = 7;

  GenAiContractAnswers(Cell cell, GenAiApp app) {
    super(cell, app);
  }

  /** What is known of a whole answer. */
  final Set<String> completion() {
    Set<String> all = new TreeSet<>(answered());
    all.addAll(app().usage(new Tokens(0, 0, 0, 0)).keySet());
    return all;
  }

  /** What is known of a whole answer that tells nothing of its usage. */
  final Set<String> answered() {
    Set<String> all = new TreeSet<>(FINISH);
    all.addAll(app().identity(scenario()).keySet());
    return all;
  }

  /** The whole answer came as a stream. */
  private GenAiContractSpan complete() {
    return complete(ANSWER_CHUNKS);
  }

  private GenAiContractSpan complete(int chunks) {
    return complete(chunks, completion());
  }

  @SafeVarargs
  private GenAiContractSpan complete(int chunks, Set<String>... known) {
    return chat()
        .streamed(app().ending(scenario(), new Ending("complete", chunks)), known)
        .has("streamscope.stream.stall.count", 0L);
  }

  private void whole() {
    chat().blocking(completion()).used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  @Scenario("blocking")
  void blockingCall_isOneSpanWithRequestAndResponse() {
    GenAiContractSpan chat =
        chat()
            .blocking(completion(), app().parameters().keySet())
            .used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
    app().parameters().forEach(chat::has);
  }

  @Test
  @Scenario("blocking-async")
  void blockingAsyncCall_isOneSpan() {
    whole();
  }

  @Test
  @Scenario("blocking-raw")
  void blockingRawResponse_isOneSpan() {
    whole();
  }

  @Test
  @Scenario("blocking-raw-body")
  void blockingBodyReadByHand_isOneSpanWithUsage() {
    whole();
  }

  /** Its usage is at the end of more than a mebibyte. */
  @Test
  @Scenario("blocking-raw-body-long")
  void blockingLongBodyReadByHand_isOneSpanWithUsage() {
    assertThat(run().requests(scenario()).get(0).bytesWritten()).isGreaterThan(1 << 20);
    assertThat(chat().span().attribute("gen_ai.usage.output_tokens")).isNotNull();
    assertThat(chat().span().attribute("gen_ai.response.finish_reasons")).isNotNull();
  }

  @Test
  @Scenario("stream")
  void stream_isOneSpanToTheLastChunk() {
    complete().used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  @Scenario("stream-no-usage")
  void streamWithoutUsage_hasNone() {
    complete(ANSWER_CHUNKS, answered());
  }

  @Test
  @Scenario("stream-async")
  void asyncStream_isOneSpan() {
    complete().used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  @Scenario("stream-with-options")
  void clientWithOptions_isOneSpan() {
    complete().used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  @Scenario("stream-raw")
  void parsedRawResponse_isOneSpan() {
    complete().used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  @Scenario("stream-raw-body")
  void bodyReadByHand_isOneSpanWithHeartbeats() {
    complete(5, completion(), Set.of("streamscope.stream.heartbeat.count"))
        .has("streamscope.stream.heartbeat.count", 5L)
        .used(PROMPT_TOKENS, 5, 0, 0);
  }

  @Test
  @Scenario("stream-own-options")
  void clientFromOwnOptions_isOneSpan() {
    complete().used(PROMPT_TOKENS, ANSWER_CHUNKS, 0, 0);
  }

  @Test
  @Scenario("tool-call")
  void toolCall_countsItsPiecesAsChunks() {
    complete(6).used(PROMPT_TOKENS, 5, 0, 0);
  }

  @Test
  @Scenario("reasoning")
  void reasoning_countsAsChunks() {
    complete(7).used(PROMPT_TOKENS, 7, 0, 3);
  }

  @Test
  @Scenario("cached-tokens")
  void cachedAndReasoningTokens_areReported() {
    complete(3).used(PROMPT_TOKENS, 9, 5, 6);
  }

  @Test
  @Scenario("comments")
  void comments_areNoChunks() {
    complete(5).used(PROMPT_TOKENS, 5, 0, 0);
  }

  @Test
  @Scenario("crlf")
  void carriageReturns_areNoPayload() {
    complete(5).used(PROMPT_TOKENS, 5, 0, 0);
  }

  @Test
  @Scenario("no-done")
  void endWithoutDoneEvent_isComplete() {
    complete(5).used(PROMPT_TOKENS, 5, 0, 0);
  }

  @Test
  @Scenario("slow-headers")
  void slowHeaders_countForTheFirstChunk() {
    complete(3).between("gen_ai.response.time_to_first_chunk", INJECTED, INJECTED + SLACK);
  }

  @Test
  @Scenario("slow-first-chunk")
  void slowFirstChunk_isMeasuredFromTheRequest() {
    complete()
        .between("gen_ai.response.time_to_first_chunk", INJECTED, INJECTED + SLACK)
        .between("streamscope.stream.idle_time", INJECTED, INJECTED + SLACK);
  }

  /** A consumer that was late for the chunk before waits less. */
  @Test
  @Scenario("long-gap")
  void longGap_isMeasured() {
    GenAiContractSpan chat =
        complete(5).between("streamscope.stream.chunk_gap.max", INJECTED / 2, INJECTED + SLACK);
    assertThat(chat.span().events("stall")).isEmpty();
  }

  @Test
  @Scenario("stall")
  void silentProvider_isOneStall() {
    GenAiContractSpan chat =
        chat()
            .streamed(app().ending(scenario(), new Ending("complete", 5)), completion())
            .has("streamscope.stream.stall.count", 1L)
            .between("streamscope.stream.chunk_gap.max", 0.8, 1.2 + SLACK);
    assertThat(chat.span().events("stall"))
        .singleElement()
        .satisfies(
            stall ->
                assertThat(stall.attributes())
                    .containsEntry(
                        "gap", chat.span().attribute("streamscope.stream.chunk_gap.max")));
  }

  @Test
  @Scenario("two-at-once")
  void twoAtOnce_areTwoSpansOfTwoTraces() {
    List<GenAiContractSpan> chats =
        GenAiContractSpan.all(run(), scenario()).stream()
            .sorted(Comparator.comparingDouble(GenAiContractAnswers::chunks))
            .toList();
    assertThat(run().requests(scenario())).hasSize(2);
    assertThat(chats).extracting(chat -> chat.span().traceId()).hasSize(2).doesNotHaveDuplicates();
    int chunks = 4;
    for (GenAiContractSpan chat : chats) {
      chat.streamed(new Ending("complete", chunks), completion()).used(PROMPT_TOKENS, chunks, 0, 0);
      chunks += 2;
    }
  }

  private static double chunks(GenAiContractSpan chat) {
    return number(chat.span(), "streamscope.stream.chunk.count");
  }

  @Test
  @Scenario("many")
  void twentyThousandChunks_areCountedWithFewEvents() {
    GenAiContractSpan chat = complete(20_000).used(PROMPT_TOKENS, 20_000, 0, 0);
    assertThat(chat.span().events("delta")).hasSizeBetween(1, 32);
  }
}
