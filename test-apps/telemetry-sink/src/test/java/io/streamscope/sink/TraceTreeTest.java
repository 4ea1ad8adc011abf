/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import static io.streamscope.sink.Spans.span;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TraceTreeTest {
  private static List<SpanRecord> chat() {
    Spans stream =
        span("INTERNAL", "sse_stream /api/chat", 2, 1)
            .with("streamscope.stream.protocol", "sse")
            .with("streamscope.stream.outcome", "complete")
            .with("streamscope.stream.chunk.count", 14L)
            .with("streamscope.stream.bytes", 310L)
            .with("streamscope.stream.chunk_gap.max", 0.052100073)
            .with("streamscope.stream.stall.count", 0L)
            .with("streamscope.stream.time_to_first_chunk", 0.1)
            .with("streamscope.first_chunk.time", 1.234567)
            .with("streamscope.first_chunk.before_model", 0.4)
            .with("streamscope.first_chunk.model_calls_before", 1L)
            .with("streamscope.first_chunk.retrieval", 0.3)
            .with("streamscope.first_chunk.model", 0.804567)
            .with("streamscope.first_chunk.relay", 0.03)
            .with("streamscope.relay.lag.mean", 0.00031)
            .with("streamscope.relay.lag.max", 0.0012)
            .with("gen_ai.request.model", "demo-1")
            .event(10, "stream_start", Map.of())
            .event(1234.567, "first_chunk", Map.of("bytes", 22L));
    for (int i = 1; i <= 10; i++) {
      stream.event(
          1234.567 + 50 * i, "delta", Map.of("index", (long) i, "chunks", 1L, "bytes", 22L));
    }
    stream.event(2000, "stream_complete", Map.of("chunks", 14L, "bytes", 310L));
    return List.of(
        span("CLIENT", "POST", 4, 3).with("http.response.status_code", 200L).from(401, 430),
        stream.from(10, 2000),
        span("CLIENT", "chat demo-1", 3, 1)
            .with("gen_ai.operation.name", "chat")
            .with("gen_ai.request.model", "demo-1")
            .with("gen_ai.response.model", "demo-1-2026")
            .with("gen_ai.response.time_to_first_chunk", 0.804567)
            .with("gen_ai.response.finish_reasons", List.of("stop"))
            .with("gen_ai.usage.input_tokens", 12L)
            .with("gen_ai.usage.output_tokens", 14L)
            .with("streamscope.stream.outcome", "complete")
            .with("streamscope.stream.protocol", "sse")
            .from(400, 1980),
        span("SERVER", "POST /api/chat", 1, 0)
            .with("http.response.status_code", 200L)
            .from(0, 2000));
  }

  @Test
  void drawsTheTreeWithBarsAndStreamDetails() {
    assertThat(TraceTree.render(chat(), false))
        .isEqualTo(
            """
            trace 0af7651916cd43dd8448eb211c80319c · chat-gateway · 4 spans · 2000.0 ms
            [server] POST /api/chat                +0.0 ms    2000.0 ms  ████████████████████████████████  HTTP 200
            ├─ [stream] sse_stream /api/chat      +10.0 ms    1990.0 ms  ████████████████████████████████  complete
            │       time to first chunk 0.1 s · first relayed 1.234567 s = before model 0.4 s (retrieval 0.3 s, 1 model call) + model 0.804567 s + relay 0.03 s
            │       14 chunks · 310 bytes · longest gap 52.1 ms · relay lag 0.31 ms mean, 1.2 ms max
            │       model demo-1
            │       · +10.0 ms stream_start
            │       · +1234.6 ms first_chunk bytes=22
            │       · +1284.6 ms delta bytes=22 chunks=1 index=1
            │       · +1334.6 ms delta bytes=22 chunks=1 index=2
            │       · +1384.6 ms delta bytes=22 chunks=1 index=3
            │       ⋮ 6 more delta events
            │       · +1734.6 ms delta bytes=22 chunks=1 index=10
            │       · +2000.0 ms stream_complete bytes=310 chunks=14
            └─ [model] chat demo-1               +400.0 ms    1580.0 ms        ██████████████████████████  complete
               │    time to first chunk 0.804567 s
               │    model demo-1 (answered by demo-1-2026) · tokens 12 in, 14 out · finished by stop
               └─ [client] POST                  +401.0 ms      29.0 ms        █                           HTTP 200
            """);
  }

  @Test
  void coloursDoNotChangeTheText() {
    String coloured = TraceTree.render(chat(), true);

    assertThat(coloured).contains("\u001b[36m[stream]\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(TraceTree.render(chat(), false));
  }

  @Test
  void marksOrphanedCallsErrorsAndMissingParents() {
    List<SpanRecord> spans =
        List.of(
            span("SERVER", "GET /chat", 1, 0)
                .failed("boom\nmore")
                .with("error.type", "a.B")
                .from(0, 8),
            span("INTERNAL", "sse_stream /chat", 2, 1)
                .with("streamscope.stream.protocol", "sse")
                .with("streamscope.stream.outcome", "cancelled")
                .with("streamscope.stream.cancel.reason", "application")
                .with("streamscope.stream.chunk.count", 1L)
                .from(1, 4),
            span("CLIENT", "chat m", 3, 9)
                .with("gen_ai.operation.name", "chat")
                .with("gen_ai.usage.input_tokens", 8L)
                .with("streamscope.orphaned", true)
                .with("streamscope.orphaned.chunk.count", 3L)
                .with("streamscope.orphaned.duration", 0.004)
                .from(2, 8));

    assertThat(TraceTree.render(spans, false))
        .isEqualTo(
            """
            trace 0af7651916cd43dd8448eb211c80319c · chat-gateway · 3 spans · 8.0 ms
            [server] GET /chat                 +0.0 ms       8.0 ms  ████████████████████████████████  error a.B: boom
            └─ [stream] sse_stream /chat       +1.0 ms       3.0 ms      ████████████                  cancelled (application)
                    1 chunk
            [model] chat m                     +2.0 ms       6.0 ms          ████████████████████████  ok  (parent 0000000000000009 has not arrived)
                 tokens 8 in
                 ORPHANED: went on after its reader had gone, for 0.004 s, 3 chunks
            """);
  }

  @Test
  void drawsEveryTraceAndSpansThatHangOnThemselves() {
    List<SpanRecord> spans = new ArrayList<>();
    spans.add(span("INTERNAL", "a", 1, 2).from(0, 0));
    spans.add(span("INTERNAL", "b", 2, 1).from(0, 0));
    spans.add(span("CONSUMER", "c", 3, 0).inTrace("f".repeat(32)).from(0, 1));

    assertThat(TraceTree.render(spans, false))
        .isEqualTo(
            """
            trace 0af7651916cd43dd8448eb211c80319c · chat-gateway · 2 spans · 0.0 ms
            [internal] a          +0.0 ms       0.0 ms  ████████████████████████████████  ok
            └─ [internal] b       +0.0 ms       0.0 ms  ████████████████████████████████  ok

            trace ffffffffffffffffffffffffffffffff · chat-gateway · 1 span · 1.0 ms
            [consumer] c       +0.0 ms       1.0 ms  ████████████████████████████████  ok
            """);
    assertThat(TraceTree.render(List.of(), false)).isEmpty();
  }
}
