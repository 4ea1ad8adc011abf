/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How a question to a model is written, or one that is none. */
enum Format {
  OPENAI_CHAT(
      Stream.EVENTS,
      "/v1/chat/completions",
      "'messages':MESSAGES,'temperature':0.5",
      ",'stream':true,'stream_options':{'include_usage':true}"),
  OPENAI_RESPONSES(Stream.EVENTS, "/v1/responses", "'input':'QUESTION'", ",'stream':true"),
  OPENAI_COMPLETIONS(
      Stream.EVENTS,
      "/v1/completions",
      "'prompt':'QUESTION','max_tokens':100",
      ",'stream':true,'stream_options':{'include_usage':true}"),
  OPENAI_EMBEDDINGS(Stream.NONE, "/v1/embeddings", "'input':'QUESTION','dimensions':16", ""),
  ANTHROPIC(
      Stream.EVENTS, "/v1/messages", "'max_tokens':100,'messages':MESSAGES", ",'stream':true"),
  GEMINI(Stream.EVENTS, "/v1beta/models/MODEL:generateContent", "'contents':[CONTENT]", ""),
  /** One array, an element for each event. */
  GEMINI_ARRAY(Stream.ARRAY, "/v1beta/models/MODEL:generateContent", "'contents':[CONTENT]", ""),
  GEMINI_EMBEDDINGS(
      Stream.NONE,
      "/v1beta/models/MODEL:embedContent",
      "'content':CONTENT,'outputDimensionality':16",
      ""),
  /** Streams unless told otherwise. */
  OLLAMA(Stream.LINES, "/api/chat", "'messages':MESSAGES", ""),
  OLLAMA_EMBED(Stream.NONE, "/api/embed", "'input':'QUESTION','dimensions':16", ""),
  COHERE(Stream.EVENTS, "/v2/chat", "'messages':MESSAGES", ",'stream':true"),
  COHERE_EMBED(
      Stream.NONE,
      "/v2/embed",
      "'texts':['QUESTION'],'input_type':'search_query','embedding_types':['float'],"
          + "'output_dimension':16",
      ""),
  /** Streams if a header says so. */
  DASHSCOPE(
      Stream.EVENTS,
      "/api/v1/services/aigc/text-generation/generation",
      "'input':{'messages':MESSAGES},"
          + "'parameters':{'result_format':'message','incremental_output':true}",
      ""),
  /** Looks like a question to a model, and goes elsewhere. */
  PLAIN(Stream.NONE, "/v1/echo", "'text':'QUESTION'", "");

  private static final String QUESTION = "How long is the warranty?";
  private static final String MESSAGES = "[{'role':'user','content':'QUESTION'}]";
  private static final String CONTENT = "{'role':'user','parts':[{'text':'QUESTION'}]}";

  private final Stream stream;
  private final String path;
  private final String members;
  private final String streamMembers;

  Format(Stream stream, String path, String members, String streamMembers) {
    this.stream = stream;
    this.path = path;
    this.members = members;
    this.streamMembers = streamMembers;
  }

  /** As in a URL: {@code openai-chat}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Format of(String id) {
    return Arrays.stream(values())
        .filter(format -> format.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such format: " + id));
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(Format::id).toList();
  }

  Stream stream() {
    return stream;
  }

  String path(String model, boolean streamed) {
    String whole = path.replace("MODEL", model);
    String events = stream == Stream.EVENTS ? "?alt=sse" : "";
    return streamed ? whole.replace(":generateContent", ":streamGenerateContent" + events) : whole;
  }

  Map<String, String> headers(boolean streamed) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", streamed ? stream.type : "application/json");
    if (this == ANTHROPIC) {
      headers.put("anthropic-version", "2023-06-01");
    }
    if (this == DASHSCOPE && streamed) {
      headers.put("X-DashScope-SSE", "enable");
    }
    return headers;
  }

  /**
   * What is sent.
   *
   * @param filler bytes that nobody asked for, before all the rest; the model is named last then
   */
  String body(String model, boolean streamed, int filler) {
    String rest = members + (streamed ? streamMembers : "");
    if (this == OLLAMA && !streamed) {
      rest += ",'stream':false";
    }
    String named = path.contains("MODEL") ? "" : "'model':'" + model + "'";
    String text =
        filler > 0
            ? "{'metadata':{'filler':'" + "x".repeat(filler) + "'}," + joined(rest, named) + "}"
            : "{" + joined(named, rest) + "}";
    return text.replace("MESSAGES", MESSAGES)
        .replace("CONTENT", CONTENT)
        .replace("QUESTION", QUESTION)
        .replace('\'', '"');
  }

  private static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "," + second;
  }

  /** What answers look like that come in pieces. */
  enum Stream {
    NONE("application/json"),
    EVENTS("text/event-stream"),
    LINES("application/x-ndjson"),
    ARRAY("application/json");

    private final String type;

    Stream(String type) {
      this.type = type;
    }
  }
}
