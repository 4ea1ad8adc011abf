/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static io.streamscope.smoke.support.Spans.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.GenAiContractRun;
import io.streamscope.smoke.contract.HttpClientContractRun;
import io.streamscope.smoke.contract.OpenAiApp;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import io.streamscope.source.Ending;
import io.streamscope.source.ServedRequest;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What streaming instrumentation of others is known to do wrong, one test each. The numbers are
 * those of the catalogue in {@code docs/defects.md}.
 */
@Order(Integer.MAX_VALUE) // most of what it looks at has run by then
class StreamingDefectsSmokeTest {

  private static final String PREFIX = "streamscope.stream.";
  private static final double INJECTED = 0.3;
  private static final Setup OPEN_AI = Setup.of("newest called 25");

  private static HttpClientContractRun client(String name) {
    return HttpClientContractRun.of(Cell.running("HttpClientContract", name), name);
  }

  private static HttpClientContractRun lines() {
    return client("jdk-lines");
  }

  private static HttpClientContractRun lineSubscriber() {
    return client("jdk-line-subscriber");
  }

  private static HttpClientContractRun customSubscriber() {
    return client("jdk-custom-subscriber");
  }

  private static HttpClientContractRun webClient() {
    return client("webclient");
  }

  private static GenAiContractRun openAi() {
    return openAi(OPEN_AI);
  }

  private static GenAiContractRun openAi(Setup setup) {
    return GenAiContractRun.of(new OpenAiApp("openai-4.100"), setup);
  }

  private static SpanRecord stream(HttpClientContractRun run, String scenario) {
    List<ServedRequest> requests = run.requests(scenario);
    assertThat(requests).as("requests of %s", scenario).hasSize(1);
    String traceparent = String.valueOf(requests.get(0).header("traceparent"));
    List<SpanRecord> streams = run.streams(traceparent.split("-", -1)[1]);
    assertThat(streams).as("streams of %s", scenario).hasSize(1);
    return streams.get(0);
  }

  private static SpanRecord chat(String scenario) {
    List<SpanRecord> chats = openAi().chats(scenario);
    assertThat(chats).as("calls of %s", scenario).hasSize(1);
    return chats.get(0);
  }

  private static double firstChunk(SpanRecord span) {
    return number(span, PREFIX + "time_to_first_chunk");
  }

  @Test
  void d1_coldStream_isSubscribedOnce() {
    assertThat(stream(webClient(), "complete").attribute(PREFIX + "outcome")).isEqualTo("complete");
    assertThat(webClient().facts().get("paced"))
        .anyMatch(line -> line.endsWith("signals SRNNNNNC") || line.matches(".*signals SRN+C"));
    assertThat(openAi().requests("stream")).hasSize(1);
  }

  @Test
  void d2_stream_isNotConsumedAhead() {
    ServedRequest endless = lines().requests("early-close").get(0);

    assertThat(endless.ending()).isEqualTo(Ending.CLIENT_GONE); // it has no end to wait for
    assertThat(number(stream(lines(), "early-close"), PREFIX + "chunk.count")).isLessThan(50);
  }

  @Test
  void d3_firstChunk_isTimedFromTheRequestNotFromTheHeaders() {
    assertThat(firstChunk(stream(lines(), "slow-headers"))).isBetween(INJECTED, 2.0);
    assertThat(firstChunk(chat("slow-headers"))).isBetween(INJECTED, 4.3);
  }

  @Test
  void d4_firstChunk_isTimedFromTheSubscriptionNotFromAssembly() {
    assertThat(firstChunk(stream(webClient(), "late"))).isLessThan(1.0); // it is that late
  }

  @Test
  void d5_heartbeat_isNotTheFirstChunk() {
    SpanRecord span = stream(lines(), "heartbeat-first");

    assertThat(span.attribute(PREFIX + "heartbeat.count")).isEqualTo(1L);
    assertThat(firstChunk(span)).isBetween(INJECTED, 2.0);
  }

  @Test
  void d6_streamThatNobodyCloses_ends() {
    assertThat(stream(lineSubscriber(), "complete").attribute(PREFIX + "outcome"))
        .isEqualTo("complete");
    assertThat(chat("stream-async").attribute(PREFIX + "outcome")).isEqualTo("complete");
  }

  @Test
  void d7_cancelledStream_ends() {
    assertThat(stream(webClient(), "cancel-in-callback").attribute(PREFIX + "outcome"))
        .isEqualTo("cancelled");
    assertThat(stream(lines(), "early-close").attribute(PREFIX + "outcome")).isEqualTo("cancelled");
    assertThat(chat("early-close").attribute(PREFIX + "outcome")).isEqualTo("cancelled");
  }

  @Test
  void d8_finishReason_survivesAnEarlyEnd() {
    assertThat(chat("finished-then-closed").attributes())
        .containsKey("gen_ai.response.finish_reasons");
    assertThat(chat("dropped").attributes())
        .containsKeys("gen_ai.response.id", PREFIX + "chunk.count");
  }

  @Test
  void d9_noScope_isLeftOnAThread() {
    for (HttpClientContractRun run : List.of(lines(), lineSubscriber(), customSubscriber())) {
      assertThat(run.spans())
          .filteredOn(span -> span.kind().equals("SERVER"))
          .allSatisfy(span -> assertThat(span.parentSpanId()).isEmpty());
      assertThat(run.streams())
          .allSatisfy(span -> assertThat(run.span(span.parentSpanId()).kind()).isEqualTo("SERVER"));
    }
  }

  @Test
  void d10_longStream_keepsNoChunks() {
    assertThat(number(stream(lines(), "many"), PREFIX + "chunk.count")).isEqualTo(3000);
    assertThat(stream(lines(), "many").events()).hasSizeLessThan(50);
    assertThat(chat("many").events()).hasSizeLessThan(128);
  }

  @Test
  void d11_malformedEvent_doesNotCostTheSpan() {
    assertThat(openAi().chats("malformed")).hasSize(1);
    assertThat(stream(lines(), "error-status").attribute("error.type")).isEqualTo("500");
  }

  @Test
  void d12_firstChunk_isInSeconds() {
    assertThat(firstChunk(stream(lines(), "slow-first"))).isBetween(INJECTED, 2.0);
    assertThat(number(chat("slow-first-chunk"), "gen_ai.response.time_to_first_chunk"))
        .isBetween(INJECTED, 4.3);
  }

  @Test
  void d13_stream_isVisibleAfterTheHeaders() {
    SpanRecord span = stream(lines(), "paced");
    SpanRecord client =
        lines().spans().stream()
            .filter(other -> other.parentSpanId().equals(span.spanId()))
            .findFirst()
            .orElseThrow();

    assertThat(client.kind()).isEqualTo("CLIENT");
    assertThat(span.durationNanos() - client.durationNanos()).isGreaterThan(200_000_000L);
    assertThat(number(span, PREFIX + "chunk.count")).isEqualTo(5);
  }

  @Test
  void d14_streamIsCurrent_afterTheCallHasReturned() {
    SpanRecord span = stream(lineSubscriber(), "call-in-callback");

    assertThat(lineSubscriber().spans())
        .filteredOn(other -> String.valueOf(other.attribute("url.full")).contains("=inner"))
        .extracting(SpanRecord::parentSpanId)
        .containsOnlyOnce(span.spanId());
  }

  @Test
  void d15_earlyEnd_throwsNothingIntoTheApplication() {
    for (String scenario : List.of("early-close", "consumer-throws", "error-event", "dropped")) {
      assertThat(openAi().facts(scenario))
          .isEqualTo(openAi(Setup.BARE.onJava(OPEN_AI.javaVersion())).facts(scenario));
      assertThat(openAi().chats(scenario)).hasSize(1);
    }
  }
}
