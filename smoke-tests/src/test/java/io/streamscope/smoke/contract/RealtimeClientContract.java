/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.RealtimePeerServer;
import io.streamscope.smoke.support.RealtimeScript;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.Spans;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application that talks to models in real time has to show, whatever its client. */
@Tested("client: realtime models over WebSocket, %s")
public abstract class RealtimeClientContract extends SocketClientContract<RealtimePeerServer> {

  private static final String OPENAI = "openai";
  private static final String GEMINI = "gemini";
  private static final String DASHSCOPE = "dashscope";
  private static final String TASKS = "dashscope-tasks";
  private static final String GATEWAY = "gateway";
  private static final String CONFIGURED =
      "-Dstreamscope.genai.http.paths=127.0.0.1/talk=openai.realtime:acme";

  /** A contract for a cell whose detail is the client. */
  protected RealtimeClientContract(Cell cell) {
    super(cell);
  }

  private static List<RealtimeScript> scripts() {
    return List.of(OPENAI, GEMINI, DASHSCOPE, TASKS, GATEWAY).stream()
        .map(RealtimeScript::of)
        .toList();
  }

  @Override
  RealtimePeerServer listening() {
    return RealtimePeerServer.playing(scripts());
  }

  @Override
  WebSocketClientApp application(Setup setup) {
    return new WebSocketClientApp("RealtimeClients", cell.classPath(), List.of(CONFIGURED));
  }

  @Override
  List<String> arguments(RealtimePeerServer with) {
    List<String> arguments = new ArrayList<>(List.of(with.url(), cell.detail()));
    scripts().forEach(script -> arguments.add(script.file().toString()));
    return arguments;
  }

  @Override
  void check(RealtimePeerServer ofTheApplicationAlone) {
    assertThat(ofTheApplicationAlone.surprises()).isEmpty();
  }

  /** Byte by byte: it knows what it is to be told. */
  @Test
  void whatTheModelIsTold_isTheSame() {
    assertThat(peer.surprises()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {OPENAI, GEMINI, DASHSCOPE, TASKS, GATEWAY})
  void eachGeneration_isASpan(String name) {
    assertThat(RealtimeScript.seen(generations(name)))
        .isEqualTo(RealtimeScript.of(name).expected());
  }

  @ParameterizedTest
  @ValueSource(strings = {OPENAI, GEMINI, DASHSCOPE, TASKS, GATEWAY})
  void eachGeneration_isBelowItsSession(String name) {
    SpanRecord session = session(name);

    assertThat(generations(name))
        .isNotEmpty()
        .allSatisfy(
            span -> {
              assertThat(span.kind()).isEqualTo("CLIENT");
              assertThat(span.traceId()).isEqualTo(session.traceId());
              assertThat(span.parentSpanId()).isEqualTo(session.spanId());
              assertThat(span.startNanos()).isGreaterThanOrEqualTo(session.startNanos());
              assertThat(span.endNanos()).isLessThanOrEqualTo(session.endNanos());
            });
  }

  @Test
  void firstAudio_isMeasuredFromTheEndOfTheInput() {
    assertThat(generations(OPENAI).get(1).attribute("streamscope.realtime.time_to_first_audio"))
        .isInstanceOfSatisfying(Double.class, seconds -> assertThat(seconds).isBetween(0.0, 20.0));
  }

  @Test
  void content_isNowhere() {
    session(GATEWAY);

    assertThat(sink.spans())
        .filteredOn(span -> span.scopeName().startsWith("io.streamscope"))
        .isNotEmpty()
        .noneMatch(span -> span.toString().contains("CANARY"));
  }

  private List<SpanRecord> generations(String name) {
    SpanRecord session = session(name);
    return sink.spans().stream()
        .filter(span -> span.parentSpanId().equals(session.spanId()))
        .filter(span -> span.attribute("gen_ai.operation.name") != null)
        .sorted(Comparator.comparingLong(SpanRecord::startNanos))
        .toList();
  }

  /** Generations end before their session. */
  private SpanRecord session(String name) {
    return Spans.awaitOnly(sink, RealtimeScript.of(name).session());
  }
}
