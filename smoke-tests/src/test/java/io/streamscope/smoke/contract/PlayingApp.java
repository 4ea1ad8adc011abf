/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.util.List;

/**
 * A test app that plays each scenario when it is asked to: {@code GET /run?…}, which is answered
 * with what the application saw.
 *
 * @param mainClass of the application
 * @param module the directory of the test app
 */
record PlayingApp(String mainClass, String module) {

  /**
   * The application, ready to start.
   *
   * @param server what it asks, its only argument
   */
  AppUnderTest.Builder with(String classPath, Setup setup, OtlpSink sink, String server) {
    AppUnderTest.Builder builder =
        AppUnderTest.of(
                mainClass, AppUnderTest.classesOf(module), AppUnderTest.libraries(classPath))
            .with(setup)
            .arguments(server);
    return setup.agentVersion() == null ? builder : builder.exportingTo(sink);
  }

  /** What it answers, a line per fact. */
  static List<String> lines(String url) {
    return Http.body(Http.get(url)).lines().filter(line -> !line.isBlank()).toList();
  }

  /** The SERVER span of the last scenario ends after the answer that we have read. */
  static void awaitRuns(OtlpSink sink, long played) {
    sink.awaitSpans(spans -> runs(spans) >= played, PATIENCE);
  }

  private static long runs(List<SpanRecord> spans) {
    return spans.stream().filter(span -> span.name().equals("GET /run")).count();
  }
}
