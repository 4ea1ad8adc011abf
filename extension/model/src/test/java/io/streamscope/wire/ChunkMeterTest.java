/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.stream.StreamProtocol;
import org.junit.jupiter.api.Test;

/** What counts as a chunk, what as a heartbeat, and what as neither. */
class ChunkMeterTest {

  private final ChunkMeter sse = ChunkMeter.of(StreamProtocol.SSE);

  private void call(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    for (byte single : bytes) {
      sse.onBytes(new byte[] {single}, 0, 1);
    }
    sse.endOfCall();
  }

  @Test
  void pingsAndEndMarks_areNoChunks() {
    call("event: ping\ndata: {}\n\nevent: note\ndata: ab\n\ndata: [DONE]\n\n");

    assertThat(sse.takeChunks()).isEqualTo(1);
    assertThat(sse.takeBytes()).isEqualTo(2);
    assertThat(sse.takeHeartbeats()).isEqualTo(1);
    assertThat(sse.mark()).isEqualTo(StreamMark.DONE);
  }

  @Test
  void whatOnlyResemblesThem_isAChunk() {
    call("event: pings\ndata: a\n\ndata: [DONE] \n\ndata: [done]\n\ndata: [DONE]\ndata:\n\n");

    assertThat(sse.takeChunks()).isEqualTo(4);
    assertThat(sse.takeHeartbeats()).isZero();
    assertThat(sse.mark()).isEqualTo(StreamMark.NONE);
  }

  @Test
  void commentOfSeveralLines_isOneHeartbeat() {
    call(":a\n:b\n:c\n\n");

    assertThat(sse.takeHeartbeats()).isEqualTo(1);
  }

  @Test
  void commentsOfTheirOwn_areAHeartbeatEach() {
    call(":a\n\n:b\n\n");
    call(":c\n");
    call(":d\n");
    call(":e\ndata: x\n:f\n\n");

    assertThat(sse.takeHeartbeats()).isEqualTo(6);
    assertThat(sse.takeChunks()).isEqualTo(1);
  }

  @Test
  void blankLines_areHeartbeatsOfNdjson() {
    ChunkMeter ndjson = ChunkMeter.of(StreamProtocol.NDJSON);
    byte[] bytes = "{}\n\n \t\r\n{}\n".getBytes(UTF_8);

    ndjson.onBytes(bytes, 0, bytes.length);

    assertThat(ndjson.takeChunks()).isEqualTo(2);
    assertThat(ndjson.takeHeartbeats()).isEqualTo(2);
  }
}
