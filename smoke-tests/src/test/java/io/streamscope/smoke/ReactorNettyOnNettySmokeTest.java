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
import io.streamscope.smoke.contract.WebFluxContract;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two modules see what Reactor Netty writes; one of them counts it. */
class ReactorNettyOnNettySmokeTest {

  private static final String PREFIX = "streamscope.stream.";

  @ParameterizedTest
  @CsvSource({"true,reactor-netty-stream-1.0", "false,netty-stream-4.1"})
  void stream_isThatOfTheUppermostModule(boolean reactor, String module) throws IOException {
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            WebFluxContract.application("webflux-3.5-netty")
                .with(Setup.NEWEST)
                .exportingTo(sink)
                .options("-Dotel.instrumentation.spring-webflux-stream.enabled=false")
                .options("-Dotel.instrumentation.reactor-netty-stream.enabled=" + reactor)
                .start()) {
      Http.get(app.url() + "/sse/flux?n=5");

      SpanRecord span =
          only(
              sink.awaitSpans(
                  has(named("sse_stream /sse/flux")).and(has(named("GET /sse/flux"))), PATIENCE),
              named("sse_stream /sse/flux"));
      assertThat(span.scopeName()).isEqualTo("io.streamscope." + module);
      assertThat(span.attributes())
          .containsEntry(PREFIX + "outcome", "complete")
          .containsEntry(PREFIX + "chunk.count", 5L)
          .containsEntry(PREFIX + "bytes", 35L);
      assertThat(sink.spans())
          .filteredOn(other -> other.attribute(PREFIX + "protocol") != null)
          .containsExactly(span);
    }
  }
}
