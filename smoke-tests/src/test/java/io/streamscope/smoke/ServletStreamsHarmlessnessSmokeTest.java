/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.contract.ServletStreamContract;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application as its users and it itself see it, alone and with us: the bytes of every
 * response, the exceptions, the callbacks and their order.
 */
class ServletStreamsHarmlessnessSmokeTest {

  /** After a deadline some containers leave the connection open. */
  private static final int SILENCE_MS = 3000;

  /** Each with a line that the application writes down last; empty if it writes none. */
  private static final List<Request> REQUESTS =
      List.of(
          new Request("/sse/async?n=5&gapMs=5", "onComplete"),
          new Request("/sse/async?n=0", "onComplete"),
          new Request("/sse/thread?n=3", "onComplete"),
          new Request("/sse/sync?n=3", ""),
          new Request("/sse/writer?n=3", "onComplete"),
          new Request("/sse/pieces?n=3", "onComplete"),
          new Request("/sse/split?n=3", "onComplete"),
          new Request("/sse/rich", "onComplete"),
          new Request("/sse/big?n=3&bytes=300000", "onComplete"),
          new Request("/sse/nonblocking?n=2000", "onComplete"),
          new Request("/sse/headers-first?n=2&firstMs=20", "onComplete"),
          new Request("/sse/dispatch", ""),
          new Request("/sse/gzip?n=3", ""),
          new Request("/sse/cached?n=3", ""),
          new Request("/sse/timeout?ms=200", ""),
          new Request("/sse/error", "service"),
          new Request("/ndjson?n=3", "onComplete"),
          new Request("/stream-json?n=3", "onComplete"),
          new Request("/jsonl?n=3", "onComplete"),
          new Request("/json", ""),
          new Request("/text?n=3", "onComplete"),
          Request.raw("GET", "/sse/split?n=2"));

  static Stream<Arguments> setups() {
    return Stream.of(
        arguments("tomcat", "tomcat-9.0.50", Setup.FLOOR),
        arguments("tomcat", "tomcat-9.0.123", Setup.NEWEST_INDY),
        arguments("tomcat", "tomcat-10.1.0", Setup.FLOOR_INDY),
        arguments("tomcat", "tomcat-10.1.61", Setup.NEWEST),
        arguments("tomcat", "tomcat-11.0.0", Setup.FLOOR),
        arguments("tomcat", "tomcat-11.0.27", Setup.NEWEST_INDY.onJava(25)),
        arguments("jetty11", "jetty-10.0.26", Setup.NEWEST),
        arguments("jetty11", "jetty-11.0.0", Setup.FLOOR),
        arguments("jetty11", "jetty-11.0.26", Setup.NEWEST_INDY),
        arguments("jetty12", "jetty-12.0.0", Setup.FLOOR_INDY),
        arguments("jetty12", "jetty-12.1.14", Setup.NEWEST.onJava(25)),
        arguments("undertow", "undertow-2.2.0", Setup.FLOOR),
        arguments("undertow", "undertow-2.3.0", Setup.FLOOR_INDY),
        arguments("undertow", "undertow-2.3.26", Setup.NEWEST.onJava(25)));
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
    return run(ServletStreamContract.application(container, classPath), setup, REQUESTS);
  }

  static List<String> run(AppUnderTest.Builder application, Setup setup, List<Request> requests)
      throws IOException {
    List<String> seen = new ArrayList<>();
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app = application.with(setup).exportingTo(sink).start()) {
      for (Request request : requests) {
        seen.add(request.path + " -> " + response(request, app.url() + request.path));
        seen.add(app.observed(request.awaited));
      }
      Http.leaveWhen(
          "GET", app.url() + "/sse/endless?gapMs=10", "", text -> text.contains("event 3"));
      seen.add(kinds(app.observed("write: ")));
    }
    return seen;
  }

  private static String response(Request request, String url) throws IOException {
    if (request.rawMethod != null) {
      return Http.send(request.rawMethod, url, "").replaceAll("Date: .*", "");
    }
    return request.path.startsWith("/sse/timeout")
        ? ServletStreamContractResponse.untilSilence(url, SILENCE_MS).stable()
        : ServletStreamContractResponse.of(url).stable();
  }

  /** What a write meets when the reader has left; its message depends on who noticed first. */
  private static String kinds(String lines) {
    return Pattern.compile("write: [\\w.]+")
        .matcher(lines)
        .results()
        .map(MatchResult::group)
        .toList()
        .toString();
  }

  /**
   * What is asked for.
   *
   * @param awaited a line that the application writes down last; empty if it writes none
   * @param rawMethod with which the answer is compared as it is on the wire, headers and chunks;
   *     null for a {@code GET} that is decoded
   */
  record Request(String path, String awaited, @Nullable String rawMethod) {

    Request(String path, String awaited) {
      this(path, awaited, null);
    }

    static Request raw(String method, String path) {
      return new Request(path, "", method);
    }
  }
}
