/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamscope.sink.OtlpSink;
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
 * The application as its users and it itself see it, alone and with us: the bytes of every
 * response, the exceptions, the callbacks and their order.
 */
class SpringMvcHarmlessnessSmokeTest {

  private static final List<String> PATHS =
      List.of(
          "/sse/pool?n=5&gapMs=5",
          "/sse/pool?n=0",
          "/sse/thread?n=3",
          "/sse/early?n=4",
          "/sse/rich",
          "/sse/error",
          "/sse/timeout?ms=200",
          "/ndjson?n=3",
          "/text?n=2");

  static Stream<Arguments> setups() {
    return Stream.of(
        arguments("boot-2.7", Setup.FLOOR),
        arguments("boot-2.7", Setup.NEWEST_INDY),
        arguments("boot-3.5", Setup.NEWEST),
        arguments("boot-3.5", Setup.FLOOR_INDY.onJava(25)),
        arguments("boot-4.1", Setup.FLOOR),
        arguments("boot-4.1", Setup.NEWEST.onJava(25)));
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
            AppUnderTest.of(
                    "io.streamscope.mvc.MvcStreams",
                    AppUnderTest.classesOf("mvc-streams"),
                    AppUnderTest.classPathOf("classpaths/" + classPath))
                .with(setup)
                .exportingTo(sink)
                .start()) {
      for (String path : PATHS) {
        seen.add(path + " -> " + Http.stable(Http.get(app.url() + path)));
        // an emitter that is complete before Spring has it calls nobody
        boolean calls = path.startsWith("/sse/") && !path.startsWith("/sse/early");
        seen.add(app.observed(calls ? "onCompletion" : ""));
      }
      Http.leaveWhen(
          "GET", app.url() + "/sse/endless?gapMs=10", "", text -> text.contains("event 3"));
      seen.add(kinds(app.observed("send: ")));
    }
    return seen;
  }

  /**
   * What an application sees of a reader that left comes from two threads, in either order, and
   * says who noticed first; what it is stays the same.
   */
  private static String kinds(String lines) {
    return Pattern.compile("send: [\\w.]+")
        .matcher(lines)
        .results()
        .map(MatchResult::group)
        .toList()
        .toString();
  }
}
