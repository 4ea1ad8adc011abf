/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import java.util.ArrayList;
import java.util.List;

/**
 * A question to a model; the model's name is the question's, so that whoever looks at a request
 * knows.
 */
record AiMockQuestion(AiMockProtocol protocol, AiMockScenario scenario, boolean streamed) {

  /** All that the server can be asked. */
  static List<AiMockQuestion> all() {
    List<AiMockQuestion> all = new ArrayList<>();
    for (AiMockProtocol protocol : AiMockProtocol.values()) {
      for (AiMockScenario scenario : AiMockScenario.values()) {
        for (boolean streamed : new boolean[] {false, true}) {
          if (protocol.plays(scenario, streamed)) {
            all.add(new AiMockQuestion(protocol, scenario, streamed));
          }
        }
      }
    }
    return all;
  }

  /** {@code openai-chat-stream-drop}. */
  String name() {
    String way = protocol.id() + (streamed ? "-stream" : "-call");
    return scenario == AiMockScenario.PLAIN ? way : way + "-" + scenario.id();
  }

  /** The client of the application; this one delivers all that came before a cut. */
  String client() {
    return scenario == AiMockScenario.CUT ? "urlconnection" : "jdk-inputstream";
  }

  /** As the application reads it. */
  AskedText text() {
    String accepted = protocol.framing() == null || !streamed ? "application/json" : stream();
    String body = AiMockBodies.filled(protocol.body(), name(), scenario.question(), streamed);
    return new AskedText(
        name(),
        client(),
        protocol.path(name(), streamed),
        AiMockBodies.contentType(protocol.body()),
        accepted,
        scenario.headers(),
        body);
  }

  private String stream() {
    return "sse".equals(protocol.framing()) ? "text/event-stream" : "application/x-ndjson";
  }

  /**
   * Whether the span has to be that of a stream: nobody reads in a form that one is wanted, only a
   * header says so, and an answer that is whole knows better.
   */
  boolean isSeenAsStream() {
    return streamed && !(protocol.isForm() && scenario == AiMockScenario.MALFORMED);
  }

  @Override
  public String toString() {
    return name();
  }
}
