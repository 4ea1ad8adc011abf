/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.AppUnderTest;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.Setup;
import io.streamscope.smoke.support.Spans;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An application that serves WebSockets, in a JVM with agent and Streamscope, and for once the same
 * alone: neither its peers nor itself can tell the two apart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SocketServerContract {

  static final String STREAM = "streamscope.stream.";
  static final String SOCKET = "streamscope.websocket.";

  private final Cell cell;
  OtlpSink sink;
  AppUnderTest app;
  private List<String> seen;
  private List<String> alone;

  /** For a cell whose details are the container and the test app for it. */
  SocketServerContract(Cell cell) {
    this.cell = cell;
  }

  final Cell cell() {
    return cell;
  }

  /** Of the JVM. */
  abstract List<String> options();

  /** All frames that peers get and all that the application sees, connection by connection. */
  abstract List<String> observe(AppUnderTest application);

  /** How many sessions that has been. */
  abstract long sessions(List<String> observed);

  private AppUnderTest.Builder application() {
    return AppUnderTest.of(
            "io.streamscope.websocketservers.WebSocketServers",
            AppUnderTest.classesOf(cell.details().get(2)),
            AppUnderTest.libraries(cell.classPath()))
        .options(options().toArray(String[]::new))
        .arguments(cell.detail());
  }

  @BeforeAll
  void start() throws IOException {
    if (cell.setup().java() == null) {
      return;
    }
    Setup bare = Setup.BARE.onJava(cell.setup().javaVersion());
    try (AppUnderTest application = application().with(bare).start()) {
      alone = observe(application);
    }
    sink = new OtlpSink();
    app = application().with(cell.setup()).exportingTo(sink).start();
    seen = observe(app);
    awaitSessions(sessions(seen));
  }

  private void awaitSessions(long count) {
    sink.awaitSpans(
        spans ->
            spans.stream().filter(span -> span.name().startsWith("websocket_session")).count()
                >= count,
        PATIENCE);
  }

  @AfterAll
  void stop() {
    if (app != null) {
      app.close();
    }
    if (sink != null) {
      sink.close();
    }
  }

  @BeforeEach
  void forget() {
    cell.setup().assumeInstalled();
    sink.clear();
  }

  @Test
  void applicationWithUs_isTheApplicationAlone() {
    assertThat(alone).hasSizeGreaterThan(20);
    assertThat(WrittenTrace.without(seen)).isEqualTo(alone);
  }

  /** The only span of that name. */
  final SpanRecord span(String name) {
    return Spans.awaitOnly(sink, name);
  }
}
