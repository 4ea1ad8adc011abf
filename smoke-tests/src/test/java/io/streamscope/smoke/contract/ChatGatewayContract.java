/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.number;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One question, from the browser to the model and back, as one explained trace. */
@Tested("demo: chat gateway")
public abstract class ChatGatewayContract extends ChatGatewayContractSocket {

  private static final String OUTCOME = "streamscope.stream.outcome";
  private static final String CHUNKS = "streamscope.stream.chunk.count";
  private static final String FIRST = "streamscope.first_chunk.";

  /** What the gateway writes beside the model's text: a status, and the delta that has none. */
  private static final int OWN_EVENTS = 2;

  /**
   * A contract for one way of running.
   *
   * @param cell with {@code debug} among its details, everything that the agent can log is logged
   */
  public ChatGatewayContract(Cell cell) {
    super(cell);
  }

  @Test
  void oneQuestion_isOneTraceWithEveryStep() {
    String response = ask("");

    List<SpanRecord> trace = trace();
    assertThat(response).contains("event:done");
    assertThat(trace).extracting(SpanRecord::traceId).containsOnly(trace.get(0).traceId());
    SpanRecord server = only(trace, named("POST /api/chat"));
    SpanRecord retrieval = only(trace, named("retrieval"));
    SpanRecord embeddings = only(trace, named("embeddings text-embedding-3-small"));
    SpanRecord search = only(trace, named("search"));
    SpanRecord rewrite = only(trace, named("chat gpt-4.1-nano"));
    SpanRecord chat = chat(trace);
    assertThat(outbound(trace).parentSpanId()).isEqualTo(server.spanId());
    assertThat(rewrite.parentSpanId()).isEqualTo(server.spanId());
    assertThat(retrieval.parentSpanId()).isEqualTo(server.spanId());
    assertThat(embeddings.parentSpanId()).isEqualTo(retrieval.spanId());
    assertThat(search.parentSpanId()).isEqualTo(retrieval.spanId());
    assertThat(chat.parentSpanId()).isEqualTo(server.spanId());
    assertThat(trace)
        .filteredOn(named("POST"))
        .extracting(SpanRecord::parentSpanId)
        .containsExactlyInAnyOrder(rewrite.spanId(), embeddings.spanId(), chat.spanId());
    assertThat(trace).hasSize(10);
    assertThat(search.attributes())
        .containsEntry("db.system.name", "in_memory")
        .containsEntry("db.operation.name", "search")
        .containsEntry("db.response.returned_rows", 3L);
    assertThat(retrieval.attributes()).containsEntry("gen_ai.retrieval.top_k", 3L);
    assertThat(model.requests())
        .extracting(LoggedRequest::path)
        .containsExactly("/v1/chat/completions", "/v1/embeddings", "/v1/chat/completions");
  }

  /** A status event comes first, then an empty delta; a small model has rewritten the question. */
  @Test
  void firstRelayedChunk_isExplainedToTheMicrosecond() {
    // the emitter sends only when its handler has returned
    String response = ask(",\"slowModelMs\":100,\"slowRetrievalMs\":100");

    List<SpanRecord> trace = trace();
    SpanRecord stream = outbound(trace);
    assertThat(response)
        .containsSubsequence("event:status", "{\"text\":\"\"}", "{\"text\":\"You asked");
    double sum =
        number(stream, FIRST + "before_model")
            + number(stream, FIRST + "model")
            + number(stream, FIRST + "relay");
    assertThat(sum).isCloseTo(number(stream, FIRST + "time"), within(1e-6));
    assertThat(number(stream, "streamscope.stream.time_to_first_chunk"))
        .isLessThan(number(stream, FIRST + "before_model"));
    assertThat(number(stream, FIRST + "retrieval"))
        .isLessThanOrEqualTo(number(stream, FIRST + "before_model"));
    assertThat(stream.attributes())
        .containsEntry("gen_ai.request.model", "gpt-4o-mini")
        .containsEntry(FIRST + "model_calls_before", 1L)
        .containsKeys("streamscope.relay.lag.mean", "streamscope.relay.lag.max");
    assertThat(number(chat(trace), "gen_ai.response.time_to_first_chunk"))
        .isCloseTo(number(stream, FIRST + "model"), within(1e-6));
  }

  @Test
  void slowRetrieval_isNamedTheCulprit() {
    ask(",\"slowRetrievalMs\":400");

    assertThat(culprit(outbound(trace()))).isEqualTo("retrieval");
  }

  @Test
  void slowModel_isNamedTheCulprit() {
    ask(",\"slowModelMs\":400");

    assertThat(culprit(outbound(trace()))).isEqualTo("model");
  }

  @Test
  void slowRelay_isNamedTheCulprit() {
    ask(",\"slowRelayMs\":400,\"chunks\":3");

    SpanRecord stream = outbound(trace());
    assertThat(culprit(stream)).isEqualTo("relay");
    assertThat(number(stream, "streamscope.relay.lag.mean")).isGreaterThanOrEqualTo(0.3);
  }

  /** What took longest, at least as long as the test has it take. */
  private static String culprit(SpanRecord stream) {
    String longest =
        Stream.of("retrieval", "model", "relay")
            .max(Comparator.comparingDouble(part -> number(stream, FIRST + part)))
            .orElseThrow();
    assertThat(number(stream, FIRST + longest)).isGreaterThanOrEqualTo(0.4);
    return longest;
  }

  @Test
  void stopButton_disconnectsAndCancelsTheModel() {
    leave(",\"onDisconnect\":\"cancel\",\"chunks\":300,\"chunkGapMs\":20");

    List<SpanRecord> trace = trace();
    assertThat(outbound(trace).attributes()).containsEntry(OUTCOME, "client_disconnect");
    assertThat(chat(trace).attributes())
        .containsEntry(OUTCOME, "cancelled")
        .containsEntry("streamscope.stream.cancel.reason", "application")
        .doesNotContainKey("streamscope.orphaned");
  }

  @Test
  void gatewayThatReadsOn_leavesAnOrphanedModelStream() {
    leave(",\"onDisconnect\":\"keep-reading\",\"chunks\":60,\"chunkGapMs\":20");

    List<SpanRecord> trace = trace();
    SpanRecord chat = chat(trace);
    assertThat(outbound(trace).attributes()).containsEntry(OUTCOME, "client_disconnect");
    assertThat(chat.attributes())
        .containsEntry(OUTCOME, "complete")
        .containsEntry("streamscope.orphaned", true)
        .containsEntry(CHUNKS, 60L);
    assertThat(number(chat, "streamscope.orphaned.chunk.count"))
        .isBetween(1.0, 60 + OWN_EVENTS - number(outbound(trace), CHUNKS));
    assertThat(number(chat, "streamscope.orphaned.duration")).isPositive();
    assertThat(chat.events("downstream_disconnected")).hasSize(1);
    orphaned(chat);
  }

  @Test
  void modelThatFails_isAnErrorOnTheModelSpan() {
    ask(",\"errorStatus\":429");

    SpanRecord chat = chat(trace());
    assertThat(chat.statusCode()).isEqualTo("ERROR");
    assertThat(chat.attributes())
        .containsEntry(OUTCOME, "error")
        .containsEntry("error.type", "com.openai.errors.RateLimitException");
    assertThat(chat.events("exception")).hasSize(1);
  }

  @Test
  void modelThatDropsTheConnection_keepsWhatWasSeen() {
    ask(",\"dropAfter\":3");

    SpanRecord chat = chat(trace());
    assertThat(chat.attributes())
        .containsEntry(OUTCOME, "error")
        .containsEntry("error.type", "com.openai.errors.OpenAIIoException")
        .containsEntry(CHUNKS, 3L)
        .containsKey("gen_ai.response.id");
  }

  /** Otherwise the agent's side and the libraries' sides could not know of each other. */
  @Test
  void model_isLoadedOnceForAllClassLoaders() throws IOException {
    ask("");
    trace();

    Map<String, Long> loads =
        Files.readAllLines(classLog).stream()
            .map(line -> line.split(" ", 2)[0])
            .filter(name -> name.contains(".streamscope.") && !name.contains("$$"))
            .filter(name -> !name.startsWith("io.streamscope.gateway."))
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(loads)
        .containsEntry("io.opentelemetry.javaagent.bootstrap.streamscope.stream.StreamSpan", 1L)
        .containsKey(
            "io.opentelemetry.javaagent.bootstrap.streamscope.correlation.RequestTimeline");
    assertThat(loads.keySet())
        .noneMatch(
            name ->
                name.matches(
                    "io\\.streamscope\\.(stream|wire|llm|json|config|vector|correlation)\\..*"));
    assertThat(loads.entrySet())
        .filteredOn(load -> load.getKey().startsWith("io.opentelemetry.javaagent.bootstrap."))
        .allSatisfy(load -> assertThat(load.getValue()).as(load.getKey()).isOne());
  }
}
