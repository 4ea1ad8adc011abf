/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static io.streamscope.smoke.support.Spans.has;
import static io.streamscope.smoke.support.Spans.named;
import static io.streamscope.smoke.support.Spans.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.contract.ServletStreamContract;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Applications that ask themselves over HTTP/2: on Tomcat with the JDK's client, and on Reactor
 * Netty with its own.
 */
class Http2SmokeTest {

  private static final String PREFIX = "streamscope.stream.";

  static IntStream javas() {
    return Setup.MATRIX ? IntStream.of(17, 25) : IntStream.of(17);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void streamOverHttp2_isReadAndWritten(int java) throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            ServletStreamContract.application("tomcat", "servlet-streams", "tomcat-10.1.61")
                .with(Setup.NEWEST.onJava(java))
                .exportingTo(sink)
                .options("-Dservlet-streams.http2=true")
                .start()) {
      String inner = app.url() + "/sse/async?n=4&gapMs=20";

      String relay = app.url() + "/relay?url=" + URLEncoder.encode(inner, StandardCharsets.UTF_8);
      Http.get(relay); // is upgraded to HTTP/2, and counts as HTTP/1.1
      sink.awaitSpans(has(named("sse_stream /relay")).and(has(named("GET /sse/async"))), PATIENCE);
      sink.awaitSpans(has(named("sse_stream 127.0.0.1")).and(has(named("GET /relay"))), PATIENCE);
      sink.clear();

      String body = Http.body(Http.get(relay));

      assertThat(body).contains("event 0").contains("event 3");
      List<SpanRecord> spans =
          sink.awaitSpans(
              has(named("sse_stream /relay"))
                  .and(has(named("sse_stream /sse/async")))
                  .and(has(named("sse_stream 127.0.0.1")))
                  .and(has(named("GET /sse/async"))),
              PATIENCE);
      assertThat(only(spans, named("GET /sse/async")).attribute("network.protocol.version"))
          .asString()
          .startsWith("2");
      for (String name :
          List.of("sse_stream /relay", "sse_stream /sse/async", "sse_stream 127.0.0.1")) {
        assertThat(only(spans, named(name)).attributes())
            .containsEntry(PREFIX + "outcome", "complete")
            .containsEntry(PREFIX + "chunk.count", 4L);
      }
    }
  }

  private static AppUnderTest.Builder model(Setup setup) {
    return AppUnderTest.of(
            "io.streamscope.modelhttp.Http2Model",
            AppUnderTest.classesOf("model-http"),
            AppUnderTest.libraries("webflux-7.0"))
        .with(setup);
  }

  /** The answer has the length of the question in it. */
  @Test
  void modelAskedOverHttp2_isAskedForWhatIsInTheRequest() throws IOException {
    String alone;
    try (AppUnderTest bare = model(Setup.BARE).start()) {
      alone = Http.body(Http.get(bare.url() + "/ask"));
    }
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app = model(Setup.NEWEST).exportingTo(sink).start()) {
      assertThat(Http.body(Http.get(app.url() + "/ask"))).contains("[DONE]").isEqualTo(alone);

      List<SpanRecord> spans = sink.awaitSpans(has(named("chat m-2")), PATIENCE);
      assertThat(only(spans, named("chat m-2")).attributes())
          .containsEntry("gen_ai.request.model", "m-2")
          .containsEntry("gen_ai.request.temperature", 0.5)
          .containsEntry("gen_ai.response.model", "m-2-0")
          .containsEntry("gen_ai.usage.input_tokens", 7L)
          .containsEntry("gen_ai.usage.output_tokens", 1L)
          .containsEntry(PREFIX + "outcome", "complete")
          .containsEntry(PREFIX + "chunk.count", 1L);
    }
  }
}
