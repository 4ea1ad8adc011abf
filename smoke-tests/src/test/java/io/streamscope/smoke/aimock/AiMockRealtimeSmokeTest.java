/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.RealtimeScript;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.Spans;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The model server that we did not write, in its realtime APIs; and the same without any agent. */
class AiMockRealtimeSmokeTest {

  private static final String OPENAI = "aimock-openai";
  private static final String GEMINI = "aimock-gemini";
  private static final int END_SECONDS = 60;

  private static OtlpSink sink;
  private static List<String> facts;
  private static List<String> alone;

  @BeforeAll
  static void play() throws IOException {
    AiMockServer.assumeInstalled();
    alone = play(Setup.BARE, null);
    sink = new OtlpSink();
    facts = play(Setup.MATRIX ? Setup.FLOOR : Setup.NEWEST_INDY, sink);
  }

  private static List<String> play(Setup setup, OtlpSink exporting) throws IOException {
    try (AiMockServer server = AiMockServer.start()) {
      AppUnderTest.Builder builder =
          AppUnderTest.of(
                  "io.streamscope.websocketclients.RealtimeClients",
                  AppUnderTest.classesOf("websocket-clients"),
                  AppUnderTest.libraries("okhttp-websocket-5.5"))
              .with(setup)
              .arguments(
                  "ws://127.0.0.1:" + server.port(),
                  "okhttp",
                  RealtimeScript.of(OPENAI).file().toString(),
                  RealtimeScript.of(GEMINI).file().toString());
      if (exporting != null) {
        builder.exportingTo(exporting);
      }
      try (AppUnderTest app = builder.launch()) {
        app.awaitEnd(END_SECONDS);
        return app.output().stream().filter(line -> line.startsWith("FACT ")).toList();
      }
    }
  }

  @AfterAll
  static void stop() {
    if (sink != null) {
      sink.close();
    }
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(alone).hasSizeGreaterThan(30).noneMatch(fact -> fact.contains("nothing"));
    assertThat(facts).isEqualTo(alone);
  }

  @ParameterizedTest
  @ValueSource(strings = {OPENAI, GEMINI})
  void eachGeneration_isASpanBelowItsSession(String name) {
    RealtimeScript script = RealtimeScript.of(name);
    SpanRecord session = Spans.awaitOnly(sink, script.session());
    List<SpanRecord> generations =
        sink.spans().stream()
            .filter(span -> span.parentSpanId().equals(session.spanId()))
            .filter(span -> span.attribute("gen_ai.operation.name") != null)
            .toList();

    assertThat(RealtimeScript.seen(generations))
        .extracting(line -> line.replaceAll("=(resp|sess)_.*", "=$1"))
        .isEqualTo(script.expected());
  }
}
