/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import com.openai.core.ClientOptions;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.completions.CompletionUsage;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiProviders;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.llm.TokenKind;
import io.streamscope.stream.Failure;
import io.streamscope.stream.Guard;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The client's types → neutral ones. What cannot be read is left out. */
final class OpenAiMapper {

  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  static GenAiRequest request(
      ClientOptions options, ChatCompletionCreateParams params, boolean streamed) {
    URI endpoint = endpoint(options);
    String host = endpoint == null ? null : endpoint.getHost();
    return new GenAiRequest(
        GenAiOperation.CHAT,
        GenAiProviders.ofHost(host, "openai"),
        params.model().toString(),
        host,
        endpoint == null ? -1 : port(endpoint),
        streamed,
        attributes(params));
  }

  private static @Nullable URI endpoint(ClientOptions options) {
    try {
      return URI.create(options.baseUrl());
    } catch (RuntimeException unreadable) {
      Guard.swallowed(unreadable);
      return null;
    }
  }

  private static int port(URI endpoint) {
    if (endpoint.getPort() > 0) {
      return endpoint.getPort();
    }
    return "http".equalsIgnoreCase(endpoint.getScheme()) ? HTTP_PORT : HTTPS_PORT;
  }

  private static Attributes attributes(ChatCompletionCreateParams params) {
    AttributesBuilder builder = Attributes.builder();
    builder.put(GenAiAttributes.OPENAI_API_TYPE, "chat_completions");
    put(builder, GenAiAttributes.REQUEST_TEMPERATURE, params.temperature());
    put(builder, GenAiAttributes.REQUEST_TOP_P, params.topP());
    put(builder, GenAiAttributes.REQUEST_FREQUENCY_PENALTY, params.frequencyPenalty());
    put(builder, GenAiAttributes.REQUEST_PRESENCE_PENALTY, params.presencePenalty());
    put(
        builder,
        GenAiAttributes.REQUEST_MAX_TOKENS,
        params.maxCompletionTokens().or(params::maxTokens));
    put(builder, GenAiAttributes.REQUEST_SEED, params.seed());
    put(builder, GenAiAttributes.REQUEST_CHOICE_COUNT, params.n().filter(n -> n != 1));
    params
        .stop()
        .ifPresent(
            stop ->
                builder.put(
                    GenAiAttributes.REQUEST_STOP_SEQUENCES,
                    stop.strings().orElseGet(() -> List.of(stop.string().orElse("")))));
    params
        .responseFormat()
        .ifPresent(
            format -> builder.put(GenAiAttributes.OUTPUT_TYPE, format.isText() ? "text" : "json"));
    params
        .serviceTier()
        .map(Object::toString)
        .filter(tier -> !tier.equals("auto"))
        .ifPresent(tier -> builder.put(GenAiAttributes.OPENAI_REQUEST_SERVICE_TIER, tier));
    return builder.build();
  }

  private static <T> void put(AttributesBuilder builder, AttributeKey<T> key, Optional<T> value) {
    value.ifPresent(present -> builder.put(key, present));
  }

  /** Reads what a blocking call brought; a field the provider left out costs only itself. */
  static GenAiDelta delta(ChatCompletion completion) {
    GenAiDelta delta = new GenAiDelta();
    Guard.run(() -> delta.identity(completion.id(), completion.model()));
    Guard.run(
        () ->
            delta.fact(
                GenAiAttributes.OPENAI_SYSTEM_FINGERPRINT,
                completion.systemFingerprint().orElse(null)));
    Guard.run(
        () ->
            delta.fact(
                GenAiAttributes.OPENAI_RESPONSE_SERVICE_TIER,
                completion.serviceTier().map(Object::toString).orElse(null)));
    Guard.run(() -> finishReasons(completion, delta));
    Guard.run(() -> completion.usage().ifPresent(usage -> delta.usage(usage(usage))));
    return delta;
  }

  private static void finishReasons(ChatCompletion completion, GenAiDelta delta) {
    int index = 0;
    for (ChatCompletion.Choice choice : completion.choices()) {
      delta.finish(index++, choice.finishReason().toString());
    }
  }

  private static GenAiUsage usage(CompletionUsage usage) {
    return GenAiUsage.of(usage.promptTokens(), usage.completionTokens())
        .with(
            TokenKind.CACHE_READ,
            usage.promptTokensDetails().flatMap(details -> details.cachedTokens()).orElse(-1L))
        .with(
            TokenKind.REASONING,
            usage
                .completionTokensDetails()
                .flatMap(details -> details.reasoningTokens())
                .orElse(-1L));
  }

  /** What the provider answered may be told; what the client could not read may not. */
  static Failure failure(Throwable error) {
    return Failure.unwrapped(error) instanceof OpenAIServiceException
        ? Failure.ofProvider(error)
        : Failure.of(error);
  }

  private OpenAiMapper() {}
}
