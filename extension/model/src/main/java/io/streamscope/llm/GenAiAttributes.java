/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.stream.Described;
import java.util.List;

/** Every key of the GenAI conventions that we emit, once (core conventions v1.41). */
public final class GenAiAttributes {

  @Described("What the model is asked to do: `chat`, `embeddings`, `retrieval`")
  public static final AttributeKey<String> OPERATION_NAME = stringKey("gen_ai.operation.name");

  @Described("Whose API is called: `openai`, `azure.ai.openai`, `deepseek`, …")
  public static final AttributeKey<String> PROVIDER_NAME = stringKey("gen_ai.provider.name");

  @Described("The model that was asked for; copied to the outbound stream that it feeds")
  public static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");

  @Described("`true` on streamed calls, absent otherwise")
  public static final AttributeKey<Boolean> REQUEST_STREAM = booleanKey("gen_ai.request.stream");

  @Described("Request parameter")
  public static final AttributeKey<Double> REQUEST_TEMPERATURE =
      doubleKey("gen_ai.request.temperature");

  @Described("Request parameter")
  public static final AttributeKey<Double> REQUEST_TOP_P = doubleKey("gen_ai.request.top_p");

  @Described("Request parameter")
  public static final AttributeKey<Double> REQUEST_FREQUENCY_PENALTY =
      doubleKey("gen_ai.request.frequency_penalty");

  @Described("Request parameter")
  public static final AttributeKey<Double> REQUEST_PRESENCE_PENALTY =
      doubleKey("gen_ai.request.presence_penalty");

  @Described("Request parameter")
  public static final AttributeKey<Long> REQUEST_MAX_TOKENS = longKey("gen_ai.request.max_tokens");

  @Described("Request parameter")
  public static final AttributeKey<Long> REQUEST_SEED = longKey("gen_ai.request.seed");

  @Described("Number of answers asked for, if not 1")
  public static final AttributeKey<Long> REQUEST_CHOICE_COUNT =
      longKey("gen_ai.request.choice.count");

  @Described("Request parameter")
  public static final AttributeKey<List<String>> REQUEST_STOP_SEQUENCES =
      stringArrayKey("gen_ai.request.stop_sequences");

  @Described("Request parameter, where the provider decodes with it")
  public static final AttributeKey<Double> REQUEST_TOP_K = doubleKey("gen_ai.request.top_k");

  @Described("How much the model is to reason, as the request says it")
  public static final AttributeKey<String> REQUEST_REASONING_LEVEL =
      stringKey("gen_ai.request.reasoning.level");

  @Described("The answer that the request goes on from")
  public static final AttributeKey<String> REQUEST_PREVIOUS_RESPONSE_ID =
      stringKey("gen_ai.request.previous_response.id");

  @Described("Encodings of vectors that the request asks for")
  public static final AttributeKey<List<String>> REQUEST_ENCODING_FORMATS =
      stringArrayKey("gen_ai.request.encoding_formats");

  @Described("The conversation that the request belongs to, by the provider")
  public static final AttributeKey<String> CONVERSATION_ID = stringKey("gen_ai.conversation.id");

  @Described("What has become of an answer that is asked for again")
  public static final AttributeKey<String> RESPONSE_STATUS = stringKey("gen_ai.response.status");

  @Described("`text`, `json`, `image` or `speech`, if the request names a format")
  public static final AttributeKey<String> OUTPUT_TYPE = stringKey("gen_ai.output.type");

  @Described("Id of the answer, by the provider")
  public static final AttributeKey<String> RESPONSE_ID = stringKey("gen_ai.response.id");

  @Described("The model that answered")
  public static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");

  @Described("Why the model stopped, one per choice")
  public static final AttributeKey<List<String>> RESPONSE_FINISH_REASONS =
      stringArrayKey("gen_ai.response.finish_reasons");

  @Described("Seconds from the issue of the request to the first chunk with content")
  public static final AttributeKey<Double> RESPONSE_TIME_TO_FIRST_CHUNK =
      doubleKey("gen_ai.response.time_to_first_chunk");

  @Described("Tokens of the prompt, as reported")
  public static final AttributeKey<Long> USAGE_INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");

  @Described("Tokens of the answer, as reported")
  public static final AttributeKey<Long> USAGE_OUTPUT_TOKENS =
      longKey("gen_ai.usage.output_tokens");

  @Described("The part of the input read from a cache, as reported")
  public static final AttributeKey<Long> USAGE_CACHE_READ =
      longKey("gen_ai.usage.cache_read.input_tokens");

  @Described("The part of the input written to a cache, as reported (`v1.41`, `dup`)")
  public static final AttributeKey<Long> USAGE_CACHE_CREATION =
      longKey("gen_ai.usage.cache_creation.input_tokens");

  @Described("The part of the input written to a cache, as reported (`latest`, `dup`)")
  public static final AttributeKey<Long> USAGE_CACHE_WRITE =
      longKey("gen_ai.usage.cache_write.input_tokens");

  @Described("Tokens of text in the prompt, where the provider counts them apart")
  public static final AttributeKey<Long> USAGE_TEXT_INPUT =
      longKey("gen_ai.usage.text.input_tokens");

  @Described("Tokens of images in the prompt, where the provider counts them apart")
  public static final AttributeKey<Long> USAGE_IMAGE_INPUT =
      longKey("gen_ai.usage.image.input_tokens");

  @Described("Tokens of audio in the prompt, where the provider counts them apart")
  public static final AttributeKey<Long> USAGE_AUDIO_INPUT =
      longKey("gen_ai.usage.audio.input_tokens");

  @Described("Tokens of text in the answer, where the provider counts them apart")
  public static final AttributeKey<Long> USAGE_TEXT_OUTPUT =
      longKey("gen_ai.usage.text.output_tokens");

  @Described("Tokens of images in the answer, where the provider counts them apart")
  public static final AttributeKey<Long> USAGE_IMAGE_OUTPUT =
      longKey("gen_ai.usage.image.output_tokens");

  @Described("Tokens of audio in the answer, where the provider counts them apart")
  public static final AttributeKey<Long> USAGE_AUDIO_OUTPUT =
      longKey("gen_ai.usage.audio.output_tokens");

  @Described("The part of the text in the prompt read from a cache")
  public static final AttributeKey<Long> USAGE_TEXT_CACHE_READ =
      longKey("gen_ai.usage.text.cache_read.input_tokens");

  @Described("The part of the images in the prompt read from a cache")
  public static final AttributeKey<Long> USAGE_IMAGE_CACHE_READ =
      longKey("gen_ai.usage.image.cache_read.input_tokens");

  @Described("The part of the audio in the prompt read from a cache")
  public static final AttributeKey<Long> USAGE_AUDIO_CACHE_READ =
      longKey("gen_ai.usage.audio.cache_read.input_tokens");

  @Described("The part of the output spent on reasoning, as reported")
  public static final AttributeKey<Long> USAGE_REASONING =
      longKey("gen_ai.usage.reasoning.output_tokens");

  @Described("Length of the vectors")
  public static final AttributeKey<Long> EMBEDDINGS_DIMENSION_COUNT =
      longKey("gen_ai.embeddings.dimension.count");

  @Described("Where a retriever looks")
  public static final AttributeKey<String> DATA_SOURCE_ID = stringKey("gen_ai.data_source.id");

  @Described("How many results a retriever asks for")
  public static final AttributeKey<Long> RETRIEVAL_TOP_K = longKey("gen_ai.retrieval.top_k");

  @Described("Which API of OpenAI's: `chat_completions`, `responses`")
  public static final AttributeKey<String> OPENAI_API_TYPE = stringKey("openai.api.type");

  @Described("Service tier in the request, if not `auto`")
  public static final AttributeKey<String> OPENAI_REQUEST_SERVICE_TIER =
      stringKey("openai.request.service_tier");

  @Described("Service tier that answered")
  public static final AttributeKey<String> OPENAI_RESPONSE_SERVICE_TIER =
      stringKey("openai.response.service_tier");

  @Described("Fingerprint of the system that answered")
  public static final AttributeKey<String> OPENAI_SYSTEM_FINGERPRINT =
      stringKey("openai.response.system_fingerprint");

  @Described("Requests that the SDK needed by trying again, where there was more than one")
  public static final AttributeKey<Long> ATTEMPTS = longKey("streamscope.genai.attempts");

  @Described("What the call costs by the user's price list (`streamscope.genai.prices`)")
  public static final AttributeKey<Double> COST = doubleKey("streamscope.genai.cost");

  @Described("What the cost is counted in (metric `streamscope.genai.cost`)")
  public static final AttributeKey<String> CURRENCY = stringKey("currency");

  @Described("`input` or `output` (metric `gen_ai.client.token.usage`)")
  public static final AttributeKey<String> TOKEN_TYPE = stringKey("gen_ai.token.type");

  @Described("What kind of content tokens stand for (metrics of `latest`)")
  public static final AttributeKey<String> TOKEN_MODALITY = stringKey("gen_ai.token.modality");

  private GenAiAttributes() {}
}
