/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;

/** Every attribute key of the stream model, once. Durations in seconds, sizes in bytes. */
public final class StreamAttributes {

  @Described("How the chunks are framed: `sse`, `ndjson`, `websocket`, `chunked`")
  public static final AttributeKey<String> PROTOCOL = stringKey("streamscope.stream.protocol");

  @Described("`outbound` (we write), `inbound` (we read), `both`")
  public static final AttributeKey<String> DIRECTION = stringKey("streamscope.stream.direction");

  @Described(
      "How it ended: `complete`, `client_disconnect`, `cancelled`, `timeout`, `error`,"
          + " `abandoned`")
  public static final AttributeKey<String> OUTCOME = stringKey("streamscope.stream.outcome");

  @Described(
      "SSE events with data, NDJSON lines, messages; on a model stream only events that carry"
          + " generated content")
  public static final AttributeKey<Long> CHUNK_COUNT = longKey("streamscope.stream.chunk.count");

  @Described("Payload bytes (UTF-8), framing not counted")
  public static final AttributeKey<Long> BYTES = longKey("streamscope.stream.bytes");

  @Described("SSE comments and `ping` events, blank NDJSON lines")
  public static final AttributeKey<Long> HEARTBEAT_COUNT =
      longKey("streamscope.stream.heartbeat.count");

  @Described(
      "Seconds from the start of the SERVER request (outbound) or the issue of the request"
          + " (inbound) to the first chunk")
  public static final AttributeKey<Double> TIME_TO_FIRST_CHUNK =
      doubleKey("streamscope.stream.time_to_first_chunk");

  @Described("Longest gap between two chunks, seconds")
  public static final AttributeKey<Double> CHUNK_GAP_MAX =
      doubleKey("streamscope.stream.chunk_gap.max");

  @Described("Mean gap between two chunks, seconds")
  public static final AttributeKey<Double> CHUNK_GAP_MEAN =
      doubleKey("streamscope.stream.chunk_gap.mean");

  @Described("Gaps longer than `streamscope.stream.stall-threshold`")
  public static final AttributeKey<Long> STALL_COUNT = longKey("streamscope.stream.stall.count");

  @Described("Seconds inside the application's send calls (outbound) or handlers (inbound)")
  public static final AttributeKey<Double> BUSY_TIME = doubleKey("streamscope.stream.busy_time");

  @Described("The rest of the stream's duration, seconds")
  public static final AttributeKey<Double> IDLE_TIME = doubleKey("streamscope.stream.idle_time");

  @Described(
      "Outbound: the part of the busy time in which a slow reader blocked the write (writes of the"
          + " server over 1 ms, sends of a Spring emitter over 10 ms)")
  public static final AttributeKey<Double> BLOCKED_TIME =
      doubleKey("streamscope.stream.blocked_time");

  @Described("Why it was stopped: `client_disconnect`, `application`, `idle`, `gc`, `timeout`")
  public static final AttributeKey<String> CANCEL_REASON =
      stringKey("streamscope.stream.cancel.reason");

  @Described(
      "Outbound: request start → first relayed chunk, our first after the first content chunk of"
          + " the model call that feeds the stream; the three parts below add up to it, seconds")
  public static final AttributeKey<Double> FIRST_CHUNK_TIME =
      doubleKey("streamscope.first_chunk.time");

  @Described("Of that: request start → start of the model call that feeds the stream, seconds")
  public static final AttributeKey<Double> FIRST_CHUNK_BEFORE_MODEL =
      doubleKey("streamscope.first_chunk.before_model");

  @Described("Model calls of the request before that one: guards, titles, rounds of tools")
  public static final AttributeKey<Long> FIRST_CHUNK_MODEL_CALLS_BEFORE =
      longKey("streamscope.first_chunk.model_calls_before");

  @Described(
      "Of the time before the model, time inside retrieval, vector-store and embedding spans")
  public static final AttributeKey<Double> FIRST_CHUNK_RETRIEVAL =
      doubleKey("streamscope.first_chunk.retrieval");

  @Described("Model call start → first model chunk, seconds")
  public static final AttributeKey<Double> FIRST_CHUNK_MODEL =
      doubleKey("streamscope.first_chunk.model");

  @Described("First model chunk → first relayed chunk, seconds")
  public static final AttributeKey<Double> FIRST_CHUNK_RELAY =
      doubleKey("streamscope.first_chunk.relay");

  @Described("Model chunk read → our next chunk written, mean, seconds; starts anew with each call")
  public static final AttributeKey<Double> RELAY_LAG_MEAN = doubleKey("streamscope.relay.lag.mean");

  @Described("The same, longest")
  public static final AttributeKey<Double> RELAY_LAG_MAX = doubleKey("streamscope.relay.lag.max");

  @Described("A model call that went on after its consumer had gone")
  public static final AttributeKey<Boolean> ORPHANED = booleanKey("streamscope.orphaned");

  @Described("Model chunks that arrived for nobody")
  public static final AttributeKey<Long> ORPHANED_CHUNK_COUNT =
      longKey("streamscope.orphaned.chunk.count");

  @Described("Seconds that the model call went on for nobody")
  public static final AttributeKey<Double> ORPHANED_DURATION =
      doubleKey("streamscope.orphaned.duration");

  @Described("Route of the request that the application answers (semantic conventions)")
  public static final AttributeKey<String> HTTP_ROUTE = stringKey("http.route");

  @Described("Host that the application reads from (semantic conventions)")
  public static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");

  @Described("Its port (semantic conventions)")
  public static final AttributeKey<Long> SERVER_PORT = longKey("server.port");

  @Described("On the SERVER span and its duration metric: a stream answered the request")
  public static final AttributeKey<Boolean> STREAMED_RESPONSE =
      booleanKey("streamscope.http.streamed");

  @Described("Inbound: the request named an earlier event to go on after; its id is not recorded")
  public static final AttributeKey<Boolean> LAST_EVENT_ID_PRESENT =
      booleanKey("streamscope.sse.last_event_id.present");

  @Described("What kind of failure ended the operation (semantic conventions)")
  public static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  @Described("Which module noticed (metric `streamscope.context.lost`)")
  public static final AttributeKey<String> MODULE = stringKey("module");

  @Described("What a limit cut (metric `streamscope.telemetry.dropped`)")
  public static final AttributeKey<String> REASON = stringKey("reason");

  private StreamAttributes() {}
}
