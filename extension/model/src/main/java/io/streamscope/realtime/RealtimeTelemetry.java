/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.opentelemetry.context.Context;
import io.streamscope.config.ConfigKey;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.llm.format.ConfiguredEndpoints;
import io.streamscope.llm.format.ModelEndpoints;
import io.streamscope.llm.format.RealtimeApi;
import io.streamscope.llm.format.RealtimeEndpoint;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamTelemetry;
import java.net.URI;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Knows which connections lead to models that answer in real time. Thread-safe; never throws. */
public final class RealtimeTelemetry {

  private static final long PCM24 = 24_000;
  private static final long PCM16 = 16_000;

  private final StreamTelemetry streams;
  private final GenAiTelemetry models;
  private final ConfiguredEndpoints endpoints;

  private RealtimeTelemetry(StreamTelemetry streams) {
    this.streams = streams;
    this.models = GenAiTelemetry.of(streams);
    this.endpoints =
        ModelEndpoints.configured(
            streams.runtime().config().text(ConfigKey.GENAI_HTTP_PATHS), problem -> {}); // told
  }

  /** That of a module which carries messages of any kind. */
  public static RealtimeTelemetry of(StreamTelemetry streams) {
    return new RealtimeTelemetry(streams);
  }

  /**
   * A client has opened a connection.
   *
   * @param uri where it leads to, null when unknown
   * @param session what an answer belongs to that nobody has asked for in particular
   * @return one that reads nothing if no model is there
   */
  public RealtimeSession open(@Nullable URI uri, Supplier<Context> session) {
    try {
      RealtimeEndpoint endpoint = uri == null ? null : endpoint(uri);
      return uri == null || endpoint == null
          ? RealtimeSession.none()
          : open(endpoint, RealtimeTarget.of(endpoint.provider(), uri), session);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return RealtimeSession.none();
    }
  }

  private @Nullable RealtimeEndpoint endpoint(URI uri) {
    String host = uri.getHost();
    String path = uri.getPath();
    return path == null
        ? null
        : endpoints.ofWebSocket(host == null ? null : host.toLowerCase(Locale.ROOT), path);
  }

  private RealtimeSession open(
      RealtimeEndpoint endpoint, RealtimeTarget target, Supplier<Context> session) {
    return RealtimeSession.of(
        format(endpoint.api()),
        new RealtimeConversation(models, streams.runtime()::nanoTime, target, session));
  }

  private static RealtimeFormat format(RealtimeApi api) {
    return switch (api) {
      case OPENAI -> new OpenAiRealtimeFormat(PCM24, PCM24);
      case DASHSCOPE -> new OpenAiRealtimeFormat(PCM16, PCM24);
      case GEMINI -> new GeminiLiveFormat();
      case DASHSCOPE_TASKS -> new DashScopeTaskFormat();
    };
  }
}
