/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static io.streamscope.realtime.Talk.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.MessageType;
import io.streamscope.websocket.WebSocketPeer;
import io.streamscope.websocket.WebSocketSession;
import io.streamscope.websocket.WebSocketTelemetry;
import org.junit.jupiter.api.Test;

/** A server of WebSockets that asks a realtime model for each message, as voice servers do. */
class RealtimeTurnTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final WebSocketSession browser =
      WebSocketTelemetry.create(telemetry.runtime(), "server")
          .open(
              Context.root(),
              WebSocketPeer.ofServer("/voice", null),
              telemetry.clock().getAsLong(),
              null);
  private final Talk model =
      Talk.with(telemetry, "wss://api.openai.com/v1/realtime?model=gpt-realtime");
  private Context turn = Context.root();

  private void ask() {
    MessageScope scope =
        browser.handle(MessageType.TEXT, 5, "hello", browser.received(MessageType.TEXT, 5));
    turn = Context.current();
    model.after(100).sent("{'type':'response.create'}");
    scope.close(null);
    model.after(50).received("{'type':'response.created','response':{'id':'resp_1'}}");
    say("Two");
  }

  private void say(String text) {
    model.after(200);
    model.received(
        "{'type':'response.output_text.delta','response_id':'resp_1','delta':'" + text + "'}");
  }

  private void end() {
    model.received("{'type':'response.done','response':{'id':'resp_1','status':'completed'}}");
  }

  @Test
  void answerThatIsRelayed_explainsTheTurn() {
    ask();
    try (Scope relaying = turn.makeCurrent()) {
      model.after(10);
      browser.sent(MessageType.TEXT, 3, browser.nanoTime());
    }
    end();
    browser.closing(1000, true);
    browser.closed();

    SpanData span = turnSpan();
    assertThat(model.generation().getParentSpanId()).isEqualTo(span.getSpanId());
    assertThat(span.getAttributes().asMap())
        .containsEntry(StreamAttributes.FIRST_CHUNK_TIME, 0.36)
        .containsEntry(StreamAttributes.FIRST_CHUNK_BEFORE_MODEL, 0.1)
        .containsEntry(StreamAttributes.FIRST_CHUNK_MODEL, 0.25)
        .containsEntry(StreamAttributes.FIRST_CHUNK_RELAY, 0.01)
        .containsEntry(GenAiAttributes.REQUEST_MODEL, "gpt-realtime");
  }

  @Test
  void answerThatGoesOnForNobody_isOrphaned() {
    ask();
    browser.closing(1001, true);
    browser.closed();
    say(" years");
    end();

    assertThat(turnSpan().getAttributes().get(StreamAttributes.OUTCOME))
        .isEqualTo("client_disconnect");
    assertThat(told(model.generation()))
        .containsEntry("outcome", "complete")
        .containsEntry("streamscope.orphaned", true)
        .containsEntry("streamscope.orphaned.chunk.count", 1L);
  }

  private SpanData turnSpan() {
    return telemetry.spans().stream()
        .filter(span -> span.getName().equals("websocket_turn /voice"))
        .findFirst()
        .orElseThrow();
  }
}
