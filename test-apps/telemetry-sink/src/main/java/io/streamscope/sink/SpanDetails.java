/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import io.streamscope.sink.SpanRecord.SpanEvent;
import io.streamscope.sink.SpanRecord.SpanLink;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The lines below a span: what it says about its stream, its model call and its events. */
final class SpanDetails {
  private static final String STREAM = "streamscope.stream.";
  private static final String FIRST_CHUNK = "streamscope.first_chunk.";
  private static final int DELTAS_SHOWN_WHOLE = 8;
  private static final int DELTAS_SHOWN_FIRST = 3;
  private static final int LONGEST_VALUE = 80;

  private final SpanRecord span;
  private final long traceStart;
  private final Palette palette;
  private final List<String> lines = new ArrayList<>();

  SpanDetails(SpanRecord span, long traceStart, Palette palette) {
    this.span = span;
    this.traceStart = traceStart;
    this.palette = palette;
  }

  static String outcome(SpanRecord span, Palette palette) {
    boolean failed = span.statusCode().equals("ERROR");
    String text = failed ? "error" : "ok";
    if (span.attribute(STREAM + "outcome") instanceof String outcome) {
      text = outcome;
    } else if (span.attribute("http.response.status_code") instanceof Long status) {
      text = "HTTP " + status;
    }
    if (span.attribute(STREAM + "cancel.reason") instanceof String reason && !reason.equals(text)) {
      text += " (" + reason + ")";
    }
    if (failed) {
      Object type = span.attribute("error.type");
      String of = type == null ? "" : " " + type;
      String why = span.statusDescription();
      return palette.red(text + of + (why.isEmpty() ? "" : ": " + shortened(why)));
    }
    return switch (text) {
      case "ok", "complete" -> palette.green(text);
      default -> text.startsWith("HTTP ") ? palette.green(text) : palette.yellow(text);
    };
  }

  List<String> lines() {
    addFirstChunk();
    addStream();
    addModel();
    addWebSocket();
    addOrphaned();
    for (SpanLink link : span.links()) {
      lines.add(palette.dim("linked to span " + link.spanId() + " of trace " + link.traceId()));
    }
    addEvents();
    return lines;
  }

  private void addFirstChunk() {
    String total = seconds(STREAM + "time_to_first_chunk");
    if (total == null) {
      total = seconds("gen_ai.response.time_to_first_chunk");
    }
    if (total == null) {
      return;
    }
    StringBuilder text = new StringBuilder("time to first chunk ").append(total);
    String before = seconds(FIRST_CHUNK + "before_model");
    String model = seconds(FIRST_CHUNK + "model");
    String relay = seconds(FIRST_CHUNK + "relay");
    if (before != null && model != null && relay != null) {
      String relayed = seconds(FIRST_CHUNK + "time");
      text.append(relayed == null || relayed.equals(total) ? "" : " · first relayed " + relayed);
      text.append(" = before model ").append(before);
      List<String> within = new ArrayList<>();
      add(within, prefixed("retrieval ", seconds(FIRST_CHUNK + "retrieval")));
      add(within, positive(counted(FIRST_CHUNK + "model_calls_before", "model call")));
      text.append(within.isEmpty() ? "" : " (" + String.join(", ", within) + ")");
      text.append(" + model ").append(model).append(" + relay ").append(relay);
    }
    lines.add(palette.bold(text.toString()));
  }

  private void addStream() {
    List<String> parts = new ArrayList<>();
    add(parts, counted(STREAM + "chunk.count", "chunk"));
    add(parts, counted(STREAM + "bytes", "byte"));
    add(parts, prefixed("longest gap ", millis(STREAM + "chunk_gap.max")));
    add(parts, positive(counted(STREAM + "stall.count", "stall")));
    add(parts, positive(counted(STREAM + "heartbeat.count", "heartbeat")));
    add(parts, prefixed("blocked ", positive(millis(STREAM + "blocked_time"))));
    String lag = millis("streamscope.relay.lag.mean");
    if (lag != null) {
      String max = millis("streamscope.relay.lag.max");
      parts.add("relay lag " + lag + " mean" + (max == null ? "" : ", " + max + " max"));
    }
    addJoined(parts);
  }

  private void addModel() {
    List<String> parts = new ArrayList<>();
    Object requested = span.attribute("gen_ai.request.model");
    Object answered = span.attribute("gen_ai.response.model");
    if (requested != null && answered != null && !answered.equals(requested)) {
      parts.add("model " + requested + " (answered by " + answered + ")");
    } else if (requested != null || answered != null) {
      parts.add("model " + (requested == null ? answered : requested));
    }
    String in = number("gen_ai.usage.input_tokens");
    String out = number("gen_ai.usage.output_tokens");
    if (in != null && out != null) {
      parts.add("tokens " + in + " in, " + out + " out");
    } else if (in != null || out != null) {
      parts.add("tokens " + (in == null ? out + " out" : in + " in"));
    }
    if (span.attribute("gen_ai.response.finish_reasons") instanceof List<?> reasons) {
      parts.add(
          "finished by " + String.join(", ", reasons.stream().map(Object::toString).toList()));
    }
    addJoined(parts);
  }

  private void addWebSocket() {
    List<String> parts = new ArrayList<>();
    String messages = "streamscope.websocket.messages.";
    add(parts, prefixed("messages received ", number(messages + "received")));
    add(parts, prefixed("messages sent ", number(messages + "sent")));
    String code = number("streamscope.websocket.close.code");
    if (code != null) {
      Object side = span.attribute("streamscope.websocket.close.initiator");
      parts.add("closed with " + code + (side == null ? "" : " by the " + side + " side"));
    }
    addJoined(parts);
  }

  private void addOrphaned() {
    if (!Boolean.TRUE.equals(span.attribute("streamscope.orphaned"))) {
      return;
    }
    String chunks = counted("streamscope.orphaned.chunk.count", "chunk");
    String duration = seconds("streamscope.orphaned.duration");
    lines.add(
        palette.red(
            "ORPHANED: went on after its reader had gone"
                + (duration == null ? "" : ", for " + duration)
                + (chunks == null ? "" : ", " + chunks)));
  }

  private void addEvents() {
    List<SpanEvent> events = span.events();
    int deltas = span.events("delta").size();
    boolean collapse = deltas > DELTAS_SHOWN_WHOLE;
    int delta = 0;
    int hidden = 0;
    for (SpanEvent event : events) {
      boolean isDelta = event.name().equals("delta");
      if (isDelta && collapse && delta >= DELTAS_SHOWN_FIRST && delta < deltas - 1) {
        hidden++;
      } else {
        addHidden(hidden);
        hidden = 0;
        lines.add(palette.dim(line(event)));
      }
      delta += isDelta ? 1 : 0;
    }
    addHidden(hidden);
  }

  private void addHidden(int hidden) {
    if (hidden > 0) {
      lines.add(palette.dim("⋮ " + hidden + " more delta " + (hidden == 1 ? "event" : "events")));
    }
  }

  private String line(SpanEvent event) {
    StringBuilder text = new StringBuilder("· +");
    text.append(TraceTree.millis(event.timeNanos() - traceStart)).append(' ').append(event.name());
    for (Map.Entry<String, Object> attribute : event.attributes().entrySet()) {
      if (!attribute.getKey().equals("exception.stacktrace")) {
        Object value = attribute.getValue();
        text.append(' ').append(attribute.getKey()).append('=');
        text.append(value instanceof Double number ? format(number) : shortened(value.toString()));
      }
    }
    return text.toString();
  }

  private @Nullable String number(String key) {
    return span.attribute(key) instanceof Number number ? format(number.doubleValue()) : null;
  }

  private @Nullable String seconds(String key) {
    return number(key) == null ? null : number(key) + " s";
  }

  private @Nullable String millis(String secondsKey) {
    return span.attribute(secondsKey) instanceof Number number
        ? format(Math.round(number.doubleValue() * 1e6) / 1e3) + " ms"
        : null;
  }

  private @Nullable String counted(String key, String one) {
    String count = number(key);
    return count == null ? null : count + " " + one + (count.equals("1") ? "" : "s");
  }

  private static @Nullable String positive(@Nullable String text) {
    return text == null || text.startsWith("0 ") ? null : text;
  }

  private static @Nullable String prefixed(String prefix, @Nullable String text) {
    return text == null ? null : prefix + text;
  }

  private static void add(List<String> parts, @Nullable String part) {
    if (part != null) {
      parts.add(part);
    }
  }

  private void addJoined(List<String> parts) {
    if (!parts.isEmpty()) {
      lines.add(String.join(" · ", parts));
    }
  }

  private static String shortened(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.length() <= LONGEST_VALUE ? line : line.substring(0, LONGEST_VALUE) + "…";
  }

  private static String format(double number) {
    return new DecimalFormat("0.######", DecimalFormatSymbols.getInstance(Locale.ROOT))
        .format(number);
  }
}
