/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.contract.JaxRsContract;
import io.streamscope.smoke.contract.ServletStreamContractResponse;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application as its users and it itself see it, alone and with us: the bytes of every response
 * and the exceptions.
 */
class JaxRsHarmlessnessSmokeTest {

  /** Each with a line that the application writes down last; empty if it writes none. */
  private static final List<Request> REQUESTS =
      List.of(
          new Request("/sse/sink?n=5&gapMs=5", ""),
          new Request("/sse/sink?n=0&firstMs=50", ""), // closed sooner, RESTEasy may answer 204
          new Request("/sse/rich", ""),
          new Request("/sse/error", "answer: "),
          new Request("/sse/thrown", "method: "),
          new Request("/ndjson?n=3", ""),
          new Request("/ndjson/error", "lines: "),
          new Request("/json", ""));

  static Stream<Arguments> setups() {
    return Stream.of(
        arguments("tomcat", "jaxrs-jersey-2.48", Setup.NEWEST_INDY),
        arguments("jetty12", "jaxrs-jersey-3.1.0", Setup.FLOOR),
        arguments("jetty12", "jaxrs-jersey-3.1.11", Setup.NEWEST),
        arguments("undertow", "jaxrs-resteasy-4.7.10", Setup.NEWEST),
        arguments("undertow", "jaxrs-resteasy-6.2.16", Setup.FLOOR_INDY),
        arguments("tomcat", "jaxrs-cxf-3.6.10", Setup.FLOOR),
        arguments("tomcat", "jaxrs-cxf-4.1.5", Setup.NEWEST.onJava(25)));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void applicationWithUs_isTheApplicationAlone(String container, String classPath, Setup setup)
      throws Exception {
    FutureTask<List<String>> alone =
        new FutureTask<>(() -> run(container, classPath, Setup.BARE.onJava(setup.javaVersion())));
    new Thread(alone, "application alone").start(); // both mostly wait
    List<String> withUs = run(container, classPath, setup);

    assertThat(withUs).isEqualTo(alone.get());
  }

  private static List<String> run(String container, String classPath, Setup setup)
      throws IOException {
    List<String> seen = new ArrayList<>();
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            JaxRsContract.application(container, classPath).with(setup).exportingTo(sink).start()) {
      for (Request request : REQUESTS) {
        ServletStreamContractResponse response =
            ServletStreamContractResponse.of(app.url() + request.path);
        seen.add(request.path + " -> " + response.stable());
        seen.add(app.observed(request.awaited));
      }
      String relay = app.url() + "/relay?url=" + app.url() + "/sse/sink?n=3";
      seen.add("/relay -> " + ServletStreamContractResponse.of(relay).stable());
      Http.leaveWhen("GET", app.url() + "/sse/endless", "", text -> text.contains("event 3"));
      seen.add(kinds(app.observed("send: ")));
    }
    return seen;
  }

  /** What a send meets when the reader has left; its message depends on who noticed first. */
  private static String kinds(String lines) {
    return Pattern.compile("send: [\\w.]+")
        .matcher(lines)
        .results()
        .map(MatchResult::group)
        .toList()
        .toString();
  }

  private record Request(String path, String awaited) {}
}
