/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.config;

import java.util.List;
import java.util.Locale;

/**
 * Every property a user can set, once: its name, what values it takes, its default and the sentence
 * that the generated {@code docs/configuration.md} shows. Names and defaults are part of the
 * product's contract.
 */
public enum ConfigKey {
  ENABLED(
      "streamscope.enabled",
      Type.BOOLEAN,
      "true",
      "Switches all of Streamscope off: nothing of it is installed."),
  STREAM_EVENTS(
      "streamscope.stream.events",
      Type.CHOICE,
      "span",
      "Where the events of a stream go: on its span, out as log events, or nowhere.",
      "span",
      "log",
      "none"),
  DELTA_EVENTS_MAX(
      "streamscope.stream.delta-events.max",
      Type.COUNT,
      "32",
      "Upper limit of sampled `delta` events per stream, 0 to 64."),
  STALL_THRESHOLD(
      "streamscope.stream.stall-threshold",
      Type.DURATION,
      "2s",
      "A gap between two chunks longer than this is a stall."),
  IDLE_LIMIT(
      "streamscope.stream.idle-limit",
      Type.DURATION,
      "10m",
      "A stream without any activity for this long is ended as `abandoned`."),
  TRACE_LIMIT(
      "streamscope.stream.trace-limit",
      Type.PERIOD,
      "5m",
      "How long after the request what the application does with the chunks of a stream that it reads"
          + " belongs to the stream's trace; then it begins traces of its own, linked with the stream."
          + " 0 means always."),
  SPLIT_REQUEST_DURATION(
      "streamscope.http.split-request-duration",
      Type.BOOLEAN,
      "true",
      "Shows `streamscope.http.streamed` on `http.server.request.duration`: the agent's metric, split"
          + " in requests with and without a streamed response. Properties and environment only; a"
          + " declarative file has views of its own."),
  SHUTDOWN_GRACE(
      "streamscope.shutdown.grace",
      Type.PERIOD,
      "0",
      "How long the shutdown of the agent waits for open streams, so that they and their requests"
          + " are exported as they end."),
  GENAI_SEMCONV(
      "streamscope.genai.semconv",
      Type.CHOICE,
      "v1.41",
      "Which GenAI conventions to emit: the last published version, the unreleased one, or both.",
      "v1.41",
      "latest",
      "dup"),
  GENAI_HTTP_PATHS(
      "streamscope.genai.http.paths",
      Type.TEXT,
      "",
      "More requests over HTTP that are calls to a model, for gateways of one's own:"
          + " `host-pattern/path-pattern=api[:provider]`, separated by commas; `*` stands for"
          + " anything. The APIs: `openai.chat`, `openai.responses`, `openai.completions`,"
          + " `openai.embeddings`, `anthropic.messages`, `gemini.generate`, `gemini.embeddings`,"
          + " `ollama.chat`, `ollama.generate`, `ollama.embeddings`, `cohere.chat`,"
          + " `cohere.embeddings`, `cohere.rerank`, `dashscope.generation`, `dashscope.embeddings`;"
          + " over WebSocket `openai.realtime`, `gemini.live`, `dashscope.realtime`,"
          + " `dashscope.inference`."),
  GENAI_PRICES(
      "streamscope.genai.prices",
      Type.TEXT,
      "",
      "A file of prices: lines of `provider,model pattern,currency,input,cached input,output,"
          + "reasoning`, for a million tokens, `*` stands for anything. Gives"
          + " `streamscope.genai.cost` on spans and as a counter."),
  WEBSOCKET_SEGMENT(
      "streamscope.websocket.segment",
      Type.DURATION,
      "5m",
      "How long one span of a WebSocket session is, so that a long session is visible before it"
          + " ends; the next one is linked with it."),
  WEBSOCKET_TURN_PARENT(
      "streamscope.websocket.turn.parent",
      Type.CHOICE,
      "link",
      "Whether a turn of a WebSocket session is a trace of its own, linked with the session, or"
          + " part of the session's trace.",
      "link",
      "session"),
  WEBSOCKET_TURN_QUIET(
      "streamscope.websocket.turn.quiet",
      Type.DURATION,
      "1s",
      "How long nothing is sent before the answer to a message is taken to be over: it ended with"
          + " the last message sent. What has not been answered at all waits ten times as long."),
  WEBSOCKET_HEARTBEAT(
      "streamscope.websocket.heartbeat",
      Type.TEXT,
      "",
      "Text messages that are no turns, separated by commas: exact texts, or `field=value` of a JSON"
          + " object."),
  WEBSOCKET_MESSAGE_SPANS(
      "streamscope.websocket.message-spans",
      Type.BOOLEAN,
      "false",
      "Gives messages spans of their own, `websocket_receive` and `websocket_send`, besides session"
          + " and turns."),
  WEBSOCKET_MESSAGE_SPANS_MAX(
      "streamscope.websocket.message-spans.max",
      Type.BUDGET,
      "200",
      "How many messages of a session have spans of their own, if any have; the rest is counted."),
  WEBSOCKET_MESSAGE_ID_FIELD(
      "streamscope.websocket.message-id-field",
      Type.TEXT,
      "",
      "The field of a JSON message, or the header of a STOMP frame, that has its id."),
  WEBSOCKET_PROPAGATION_FIELD(
      "streamscope.websocket.propagation.field",
      Type.TEXT,
      "",
      "The field of a JSON message, or the header of a STOMP frame, that comes in and has the"
          + " `traceparent` of whoever sends it: the turn is part of that trace."),
  WEBSOCKET_PROPAGATION_WRITE(
      "streamscope.websocket.propagation.write",
      Type.CHOICE,
      "none",
      "Whose JSON messages, and STOMP frames with a message, get that field, with the trace that they"
          + " are sent in, unless they have it: those of clients, those of servers, or both. Else"
          + " messages are never altered.",
      "none",
      "client",
      "server",
      "both");

  /** What kind of value a property takes. */
  public enum Type {
    BOOLEAN("`true` or `false`"),
    CHOICE("one of the listed words"),
    COUNT("a whole number, 0 to 64"),
    BUDGET("a whole number, 0 to 9999"),
    TEXT("a text"),
    PERIOD("a whole number with unit `ms`, `s`, `m`, `h` or `d`, or 0"),
    DURATION(
        "a whole number above 0 with unit `ms`, `s`, `m`, `h` or `d`; without unit milliseconds");

    private final String sentence;

    Type(String sentence) {
      this.sentence = sentence;
    }

    /** What the type accepts, as a phrase for documents and warnings. */
    public String sentence() {
      return sentence;
    }
  }

  private final String property;
  private final Type type;
  private final String defaultValue;
  private final String sentence;
  private final List<String> choices;

  ConfigKey(String property, Type type, String defaultValue, String sentence, String... choices) {
    this.property = property;
    this.type = type;
    this.defaultValue = defaultValue;
    this.sentence = sentence;
    this.choices = List.of(choices);
  }

  /** The name of the system property. */
  public String property() {
    return property;
  }

  /** The name of the environment variable that says the same. */
  public String environmentVariable() {
    return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** What kind of value it takes. */
  public Type type() {
    return type;
  }

  /** The value that holds when the user says nothing, or something that cannot be read. */
  public String defaultValue() {
    return defaultValue;
  }

  /** What it is for, as one sentence of Markdown. */
  public String sentence() {
    return sentence;
  }

  /** The accepted words of a {@link Type#CHOICE}; empty for the other types. */
  public List<String> choices() {
    return choices;
  }

  /** What the property accepts, for documents and warnings. */
  public String accepted() {
    return type == Type.CHOICE ? String.join(", ", choices) : type.sentence();
  }
}
