/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.smoke.ServletStreamsHarmlessnessSmokeTest.Request;
import io.streamscope.smoke.contract.JdkServerStreamContract;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The application as its users and it itself see it, alone and with us: the bytes of every response
 * and the exceptions.
 */
class JdkServerStreamsHarmlessnessSmokeTest {

  /** Each with a line that the application writes down last; empty if it writes none. */
  private static final List<Request> REQUESTS =
      List.of(
          new Request("/sse/async?n=5&gapMs=5", "closed"),
          new Request("/sse/async?n=0", "closed"),
          new Request("/sse/thread?n=3", "closed"),
          new Request("/sse/sync?n=3", ""),
          new Request("/sse/sync?n=0", ""),
          new Request("/sse/writer?n=3", ""),
          new Request("/sse/pieces?n=3", ""),
          new Request("/sse/split?n=3", ""),
          new Request("/sse/rich", "closed"),
          new Request("/sse/big?n=3&bytes=300000", "closed"),
          new Request("/sse/headers-first?n=2&firstMs=20", ""),
          new Request("/sse/gzip?n=3", ""),
          new Request("/sse/cached?n=3", ""),
          new Request("/sse/error", "handle"),
          new Request("/sse/too-short", "handle"),
          new Request("/sse/too-long", "handle"),
          new Request("/sse/after-close", "handle"),
          new Request("/sse/no-content", ""),
          new Request("/ndjson?n=3", "closed"),
          new Request("/stream-json?n=3", ""),
          new Request("/jsonl?n=3", ""),
          new Request("/json", ""),
          new Request("/text?n=3", "closed"),
          Request.raw("HEAD", "/sse/no-content"),
          Request.raw("GET", "/sse/split?n=2"));

  static Stream<Setup> setups() {
    return Stream.of(
        Setup.FLOOR, Setup.NEWEST_INDY, Setup.NEWEST.onJava(25), Setup.FLOOR_INDY.onJava(25));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void applicationWithUs_isTheApplicationAlone(Setup setup) throws Exception {
    FutureTask<List<String>> alone =
        new FutureTask<>(() -> run(Setup.BARE.onJava(setup.javaVersion())));
    new Thread(alone, "application alone").start(); // both mostly wait
    List<String> withUs = run(setup);

    assertThat(withUs).isEqualTo(alone.get());
  }

  private static List<String> run(Setup setup) throws IOException {
    return ServletStreamsHarmlessnessSmokeTest.run(
        JdkServerStreamContract.applicationOnJdkServer(), setup, REQUESTS);
  }
}
