/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.ServletStreamsHarmlessnessSmokeTest.Request;
import io.streamscope.smoke.contract.MicronautContract;
import io.streamscope.smoke.contract.NettyContract;
import io.streamscope.smoke.contract.ServletStreamContractResponse;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Vert.x, Micronaut and Netty alone and with us: the bytes of every response, the callbacks. */
class NettyHarmlessnessSmokeTest {

  /** Each with a line that the application writes down last; empty if it writes none. */
  private static final List<Request> REQUESTS =
      List.of(
          new Request("/sse/async?n=5&gapMs=5", "onComplete"),
          new Request("/sse/async?n=0", "onComplete"),
          new Request("/sse/thread?n=3", "onComplete"),
          new Request("/sse/sync?n=3", "onComplete"),
          new Request("/sse/writer?n=3", "onComplete"),
          new Request("/sse/pieces?n=3", "onComplete"),
          new Request("/sse/split?n=3", "onComplete"),
          new Request("/sse/rich", "onComplete"),
          new Request("/sse/big?n=3&bytes=300000", "onComplete"),
          new Request("/sse/nonblocking?n=2000", "onComplete"),
          new Request("/sse/headers-first?n=2&firstMs=20", "onComplete"),
          new Request("/sse/dispatch", "onComplete"),
          new Request("/sse/gzip?n=3", "onComplete"),
          new Request("/sse/cached?n=3", "onComplete"),
          new Request("/sse/cut", "onError"),
          new Request("/sse/none", "onComplete"),
          new Request("/ndjson?n=3", "onComplete"),
          new Request("/stream-json?n=3", "onComplete"),
          new Request("/jsonl?n=3", "onComplete"),
          new Request("/json", "onComplete"),
          new Request("/text?n=3", "onComplete"));

  private static final List<Request> PUBLISHERS =
      List.of(
          new Request("/sse?n=5&gapMs=5", "onComplete"),
          new Request("/sse?n=0", "onComplete"),
          new Request("/sse/rich", "onComplete"),
          new Request("/sse/error?n=2", "onError"),
          new Request("/ndjson?n=3", "onComplete"),
          new Request("/json", ""),
          new Request("/text?n=3", "onComplete"));

  private static final List<String> PATHS =
      List.of("/chunked", "/direct", "/full", "/empty", "/json", "/delimited", "/cut", "/fail");

  static Stream<Arguments> vertx() {
    return Stream.of(
        arguments("vertx-4.0", Setup.FLOOR),
        arguments("vertx-5.1", Setup.NEWEST_INDY),
        arguments("vertx-5.1", Setup.NEWEST.onJava(25)));
  }

  @ParameterizedTest
  @MethodSource("vertx")
  void vertxWithUs_isVertxAlone(String classPath, Setup setup) throws Exception {
    Setup bare = Setup.BARE.onJava(setup.javaVersion());

    assertSame(() -> vertx(classPath, bare), () -> vertx(classPath, setup));
  }

  private static List<String> vertx(String classPath, Setup setup) throws IOException {
    return ServletStreamsHarmlessnessSmokeTest.run(
        NettyContract.application("vertx", classPath), setup, REQUESTS);
  }

  @ParameterizedTest
  @MethodSource("micronaut")
  void micronautWithUs_isMicronautAlone(Setup setup) throws Exception {
    assertSame(() -> micronaut(Setup.BARE), () -> micronaut(setup));
  }

  static Stream<Setup> micronaut() {
    return Stream.of(Setup.FLOOR_INDY, Setup.NEWEST);
  }

  private static List<String> micronaut(Setup setup) throws IOException {
    return ServletStreamsHarmlessnessSmokeTest.run(
        MicronautContract.micronaut(), setup, PUBLISHERS);
  }

  static Stream<Arguments> netty() {
    return Stream.of(
        arguments("netty-4.1.0", Setup.FLOOR_INDY), arguments("netty-4.2.20", Setup.NEWEST));
  }

  @ParameterizedTest
  @MethodSource("netty")
  void nettyWithUs_isNettyAlone(String classPath, Setup setup) throws Exception {
    assertSame(() -> netty(classPath, Setup.BARE), () -> netty(classPath, setup));
  }

  private static List<String> netty(String classPath, Setup setup) throws IOException {
    List<String> seen = new ArrayList<>();
    try (OtlpSink sink = new OtlpSink();
        AppUnderTest app =
            NettyContract.application("netty", classPath).with(setup).exportingTo(sink).start()) {
      for (String path : PATHS) {
        seen.add(path + " -> " + ServletStreamContractResponse.of(app.url() + path).stable());
      }
    }
    return seen;
  }

  private static void assertSame(Callable<List<String>> alone, Callable<List<String>> withUs)
      throws Exception {
    FutureTask<List<String>> other = new FutureTask<>(alone);
    new Thread(other, "application alone").start(); // both mostly wait

    assertThat(withUs.call()).isEqualTo(other.get());
  }
}
