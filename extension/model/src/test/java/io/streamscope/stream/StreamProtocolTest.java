/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamProtocolTest {

  @ParameterizedTest
  @CsvSource({
    "text/event-stream, SSE",
    "text/event-stream;charset=UTF-8, SSE",
    "'  Text/Event-Stream ; charset=utf-8', SSE",
    "application/x-ndjson, NDJSON",
    "application/ndjson, NDJSON",
    "application/stream+json, NDJSON",
    "application/jsonl;charset=utf-8, NDJSON",
    "APPLICATION/X-NDJSON, NDJSON",
    "application/json, CHUNKED",
    "text/event-stream-like, CHUNKED",
    "text/plain, CHUNKED",
    "'', CHUNKED",
    "';', CHUNKED"
  })
  void contentType_tellsTheFraming(String contentType, StreamProtocol protocol) {
    assertThat(StreamProtocol.ofContentType(contentType)).isEqualTo(protocol);
  }

  @Test
  void noContentType_isChunked() {
    assertThat(StreamProtocol.ofContentType(null)).isEqualTo(StreamProtocol.CHUNKED);
  }

  @ParameterizedTest
  @CsvSource({
    "SSE, sse, sse_stream",
    "NDJSON, ndjson, ndjson_stream",
    "WEBSOCKET, websocket, websocket_session",
    "CHUNKED, chunked, chunked_stream"
  })
  void names_areOfTheContract(StreamProtocol protocol, String value, String spanName) {
    assertThat(protocol.value()).isEqualTo(value);
    assertThat(protocol.spanName()).isEqualTo(spanName);
    assertThat(StreamStart.name(protocol, null)).isEqualTo(spanName);
    assertThat(StreamStart.name(protocol, "/chat")).isEqualTo(spanName + " /chat");
  }
}
