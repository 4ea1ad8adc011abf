/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.support.Spans.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.sink.MetricPoint;
import io.streamscope.sink.OtlpSink;
import io.streamscope.sink.SpanRecord;
import io.streamscope.smoke.support.Setup;
import java.util.List;
import java.util.Map;

/**
 * The messages that have spans of their own. Cells with called advice are told to make them; all
 * others show that there are none unless somebody asks.
 */
final class ToldMessages {

  private static final Map<String, String> KINDS =
      Map.of("websocket_receive", "CONSUMER", "websocket_send", "PRODUCER");

  private ToldMessages() {}

  /**
   * What asks for them.
   *
   * @param max of a session
   */
  static List<String> options(int max) {
    return List.of(
        "-Dstreamscope.websocket.message-spans=true",
        "-Dstreamscope.websocket.message-spans.max=" + max);
  }

  /** Whether a cell is told to make them. */
  static boolean areWanted(Setup setup) {
    return setup.indy();
  }

  /** Those among some spans. */
  static List<SpanRecord> among(List<SpanRecord> spans) {
    return spans.stream().filter(span -> KINDS.containsKey(word(span))).toList();
  }

  /** Waits until there are so many of a trace. */
  static List<SpanRecord> awaitOf(OtlpSink sink, String traceId, int count) {
    return among(sink.awaitTrace(traceId, spans -> among(spans).size() >= count, PATIENCE));
  }

  private static String word(SpanRecord span) {
    return span.name().split(" ", 2)[0];
  }

  /**
   * What a span says of a text.
   *
   * @param parent its span id
   * @param stream the turn or session, which says who the peer is as well
   */
  static void assertText(SpanRecord span, String parent, SpanRecord stream, long bytes) {
    assertThat(span.kind()).isEqualTo(KINDS.get(word(span)));
    assertThat(span.parentSpanId()).isEqualTo(parent);
    assertThat(span.attributes())
        .containsEntry("streamscope.websocket.message.type", "text")
        .containsEntry("streamscope.websocket.message.bytes", bytes);
    for (String peer : List.of("http.route", "server.address", "server.port")) {
      assertThat(span.attribute(peer)).as(peer).isEqualTo(stream.attribute(peer));
    }
    assertThat(span.statusCode()).isEqualTo("UNSET");
    assertThat(span.startNanos()).isBetween(stream.startNanos(), span.endNanos());
  }

  /** Waits until so many messages are counted that have none. */
  static void awaitDropped(OtlpSink sink, long count) {
    assertThat(
            sink
                .awaitMetrics(
                    points ->
                        points.stream().anyMatch(point -> isDropped(point) && point.sum() >= count),
                    PATIENCE)
                .stream()
                .filter(ToldMessages::isDropped)
                .map(MetricPoint::sum))
        .containsExactly((double) count);
  }

  private static boolean isDropped(MetricPoint point) {
    return point.name().equals("streamscope.telemetry.dropped")
        && "websocket_message".equals(point.attributes().get("reason"));
  }
}
