/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.contract.JaxRsContract;
import io.streamscope.smoke.contract.ServletStreamContractResponse;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          new Request("/ndjson?n=3", ""),
          new Request("/ndjson/error", "lines: "),
          new Request("/json", ""));

  @ParameterizedTest
  @CsvSource({
    "jetty12,jaxrs-jersey-3.1.11,true",
    "undertow,jaxrs-resteasy-6.2.16,false",
    "tomcat,jaxrs-cxf-4.1.5,false"
  })
  void applicationWithUs_isTheApplicationAlone(String container, String classPath, boolean indy)
      throws IOException {
    List<String> alone = run(container, classPath, Setup.BARE);
    List<String> withUs = run(container, classPath, indy ? Setup.NEWEST_INDY : Setup.NEWEST);

    assertThat(withUs).isEqualTo(alone);
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
        seen.add(observed(app, request.awaited));
      }
      String relay = app.url() + "/relay?url=" + app.url() + "/sse/sink?n=3";
      seen.add("/relay -> " + ServletStreamContractResponse.of(relay).stable());
      Http.leaveWhen("GET", app.url() + "/sse/endless", "", text -> text.contains("event 3"));
      seen.add(kinds(observed(app, "send: ")));
    }
    return seen;
  }

  /** What the application saw since the last time, once the expected line is among it. */
  private static String observed(AppUnderTest app, String awaited) {
    String lines = Http.body(Http.get(app.url() + "/observed"));
    for (int attempts = 0; attempts < 1000 && !lines.contains(awaited); attempts++) {
      lines = Http.body(Http.get(app.url() + "/observed"));
    }
    Http.send("DELETE", app.url() + "/observed", "");
    return lines;
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
