/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.eventNames;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.JdkServerStreamContract;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.TrustingHttps;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's own {@code HttpServer} on both agents, both advice modes and both JDKs. */
class JdkServerStreamsSmokeTest {

  static Stream<Setup> setups() {
    return Setup.MATRIX
        ? Stream.of(Setup.NEWEST, Setup.FLOOR_INDY.onJava(25))
        : Stream.of(Setup.NEWEST);
  }

  /** The server's own deadline holds for all of it, so it has a server of its own. */
  @ParameterizedTest
  @MethodSource("setups")
  void responseThatTakesTooLongForTheServer_isATimeout(Setup setup) throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            JdkServerStreamContract.applicationOnJdkServer()
                .with(setup)
                .exportingTo(sink)
                .options("-Dsun.net.httpserver.maxRspTime=1")
                .start()) {
      Http.get(app.url() + "/sse/endless?gapMs=50");

      SpanRecord span = stream(sink, "/sse/endless");
      assertThat(span.statusCode()).isEqualTo("ERROR");
      assertThat(span.attributes())
          .containsEntry("streamscope.stream.outcome", "timeout")
          .containsEntry("streamscope.stream.cancel.reason", "timeout");
      assertThat(eventNames(span)).endsWith("stream_timeout");
      assertThat(span.durationNanos() / 1e9).isGreaterThanOrEqualTo(0.9);
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void streamOverHttps_isCountedAsTheReaderSeesIt(Setup setup) throws Exception {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            JdkServerStreamContract.applicationOnJdkServer()
                .arguments("https")
                .with(setup)
                .exportingTo(sink)
                .start()) {
      String response = TrustingHttps.get(app.url() + "/sse/async?n=3");

      assertThat(response).contains("event 0", "event 1", "event 2");
      assertThat(stream(sink, "/sse/async").attributes())
          .containsEntry("streamscope.stream.outcome", "complete")
          .containsEntry("streamscope.stream.chunk.count", 3L)
          .containsEntry("streamscope.stream.bytes", 21L);
    }
  }

  private static SpanRecord stream(OtlpSink sink, String path) {
    String name = "sse_stream " + path;
    return only(sink.awaitSpans(has(named(name)), PATIENCE), named(name));
  }
}
