/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.FakeLlmOptions;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Setup;
import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Versions of the same SDKs in class loaders of one JVM: each call of each is one span. */
class SdkVersionsSmokeTest {

  private static final List<String> VERSIONS =
      List.of("openai-2.0", "openai-4.100", "anthropic-1.4", "anthropic-3.14");
  private static final List<String> WAYS =
      List.of("chat-completions", "chat-completions", "messages", "messages");
  private static final int SECONDS_MAX = 120;

  static Stream<Setup> setups() {
    return Setup.MATRIX ? Stream.of(Setup.FLOOR, Setup.NEWEST_INDY) : Stream.of(Setup.NEWEST_INDY);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void eachCall_isOneSpan(Setup setup) throws IOException {
    try (OtlpSink sink = new OtlpSink();
        FakeLlm server = FakeLlm.start(FakeLlmOptions.defaults())) {
      try (AppUnderTest app = launch(setup, sink, server)) {
        app.awaitEnd(SECONDS_MAX);
        assertThat(app.output())
            .contains("[done]")
            .filteredOn(line -> line.startsWith("[") && line.contains("] answer "))
            .hasSize(VERSIONS.size());
      }

      for (int i = 0; i < VERSIONS.size(); i++) {
        String model = "version-" + i + "." + WAYS.get(i);
        assertThat(calls(sink, model)).as(VERSIONS.get(i)).hasSize(1);
        assertThat(calls(sink, model + "-stream"))
            .as(VERSIONS.get(i))
            .singleElement()
            .satisfies(
                span ->
                    assertThat(span.attribute("streamscope.stream.outcome")).isEqualTo("complete"));
      }
      assertThat(server.awaitRequests(2 * VERSIONS.size(), PATIENCE)).hasSize(2 * VERSIONS.size());
    }
  }

  private static AppUnderTest launch(Setup setup, OtlpSink sink, FakeLlm server) {
    String app = AppUnderTest.classesOf("sdk-clients");
    String[] classPaths =
        VERSIONS.stream()
            .map(version -> app + File.pathSeparator + AppUnderTest.libraries(version))
            .toArray(String[]::new);
    return AppUnderTest.of("io.streamscope.sdkclients.Versions", app)
        .with(setup)
        .exportingTo(sink)
        .arguments(server.rootUrl())
        .arguments(classPaths)
        .launch();
  }

  private static List<SpanRecord> calls(OtlpSink sink, String model) {
    return sink.spans().stream()
        .filter(span -> span.attribute("gen_ai.operation.name") != null)
        .filter(span -> model.equals(span.attribute("gen_ai.request.model")))
        .toList();
  }
}
