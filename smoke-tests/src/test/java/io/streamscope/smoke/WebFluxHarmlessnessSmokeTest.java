/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.contract.WebFluxContract;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Http;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes and what each publisher sees: subscriptions, requests, signals, exceptions. */
class WebFluxHarmlessnessSmokeTest {

  /** Each with the line that the application writes down last; empty if it writes none. */
  private static final List<Request> REQUESTS =
      List.of(
          new Request("/sse/flux?n=5&gapMs=5", "flux complete"),
          new Request("/sse/flux?n=3&firstMs=20", "flux complete"),
          new Request("/sse/flux?n=0", "flux complete"),
          new Request("/sse/events", "events complete"),
          new Request("/ndjson?n=3", "ndjson complete"),
          new Request("/stream-json?n=3", "stream-json complete"),
          new Request("/sse/error", "error error"),
          new Request("/sse/error-first", "error-first error"),
          new Request("/sse/empty", "empty complete"),
          new Request("/sse/timeout", "timeout error"),
          new Request("/sse/functional", "functional complete"),
          new Request("/sse/twice", "twice complete"),
          new Request("/sse/twice", "twice complete"),
          new Request("/mono-json", ""));

  static Stream<Arguments> setups() {
    return Stream.of(
        arguments("webflux-2.7-netty", Setup.FLOOR),
        arguments("webflux-2.7-tomcat", Setup.NEWEST_INDY),
        arguments("webflux-3.5-netty", Setup.NEWEST),
        arguments("webflux-3.5-tomcat", Setup.FLOOR_INDY),
        arguments("webflux-4.1-netty", Setup.NEWEST_INDY.onJava(25)),
        arguments("webflux-4.1-tomcat", Setup.NEWEST));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void applicationWithUs_isTheApplicationAlone(String classPath, Setup setup) throws Exception {
    FutureTask<List<String>> alone =
        new FutureTask<>(() -> run(classPath, Setup.BARE.onJava(setup.javaVersion())));
    new Thread(alone, "application alone").start(); // both mostly wait
    List<String> withUs = run(classPath, setup);

    assertThat(withUs).isEqualTo(alone.get());
  }

  private static List<String> run(String classPath, Setup setup) throws IOException {
    List<String> seen = new ArrayList<>();
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            WebFluxContract.application(classPath).with(setup).exportingTo(sink).start()) {
      for (Request request : REQUESTS) {
        seen.add(request.path + " -> " + stable(Http.get(app.url() + request.path)));
        seen.add(app.observed(request.awaited));
      }
      for (String relay : List.of("/relay", "/relay-webclient")) {
        String url = app.url() + "/sse/flux?n=3";
        seen.add(relay + " -> " + stable(Http.get(app.url() + relay + "?url=" + url)));
        seen.add(app.observed(relay.substring(1) + " complete"));
      }
      Http.leaveWhen(
          "GET", app.url() + "/sse/endless?gapMs=10", "", text -> text.contains("event 3"));
      seen.add(app.observed("endless cancel").replaceAll("\"endless request \\d+\",", ""));
    }
    return seen;
  }

  /** Without what Spring makes up for each request. */
  private static String stable(String response) {
    return Http.stable(response)
        .replaceAll("Content-Length: \\d+(?=[\\s\\S]*\"timestamp\")", "Content-Length")
        .replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\"")
        .replaceAll("\"requestId\":\"[^\"]*\"", "\"requestId\"");
  }

  private record Request(String path, String awaited) {}
}
