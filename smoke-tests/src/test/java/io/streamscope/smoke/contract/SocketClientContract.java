/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.OtlpSink;
import io.streamscope.smoke.support.Cell;
import io.streamscope.smoke.support.ListeningPeer;
import io.streamscope.smoke.support.Setup;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * An application that opens WebSockets and has told all that it sees when it ends, in a JVM with
 * agent and Streamscope, and for once the same alone.
 *
 * @param <P> whom it talks to
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SocketClientContract<P extends ListeningPeer> {

  final Cell cell;
  OtlpSink sink;
  P peer;
  List<String> facts;
  private List<String> alone;

  /** For a cell whose first detail is the client. */
  SocketClientContract(Cell cell) {
    this.cell = cell;
  }

  /** Another peer. */
  abstract P listening();

  abstract WebSocketClientApp application(Setup setup);

  /** Of the application that talks to a peer. */
  abstract List<String> arguments(P with);

  /** What has to be true of the peer of the application alone. */
  void check(P ofTheApplicationAlone) {}

  @BeforeAll
  void play() throws IOException {
    if (cell.setup().java() == null) {
      return;
    }
    try (P other = listening()) {
      alone = play(Setup.BARE.onJava(cell.setup().javaVersion()), other, null);
      check(other);
    }
    sink = new OtlpSink();
    peer = listening();
    facts = play(cell.setup(), peer, sink);
  }

  private List<String> play(Setup setup, P with, @Nullable OtlpSink exporting) {
    return application(setup).play(setup, exporting, arguments(with));
  }

  @AfterAll
  void stop() {
    if (sink != null) {
      sink.close();
      peer.close();
    }
  }

  @BeforeEach
  void isInstalled() {
    cell.setup().assumeInstalled();
  }

  @Test
  void whatTheApplicationSees_isTheSame() {
    assertThat(alone).hasSizeGreaterThan(20).noneMatch(fact -> fact.endsWith(" nothing"));
    assertThat(WrittenTrace.without(facts)).isEqualTo(alone);
  }
}
