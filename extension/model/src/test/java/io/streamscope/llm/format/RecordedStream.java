/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static java.util.stream.IntStream.range;

import io.streamscope.llm.WireFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A streamed answer of each provider: what comes first, many events with a text, what comes last.
 */
enum RecordedStream {
  OPENAI(
      OpenAiChatFormat::new,
      List.of(
          """
          {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1763672400,\
          "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
          "choices":[{"index":0,"delta":{"role":"assistant","content":"","refusal":null},\
          "logprobs":null,"finish_reason":null}],"usage":null,"obfuscation":"x1"}"""),
      """
      {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1763672400,\
      "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
      "choices":[{"index":0,"delta":{"content":"%1$s"},"logprobs":null,"finish_reason":null}],\
      "usage":null,"obfuscation":"x%2$d"}""",
      List.of(
          """
          {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1763672400,\
          "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
          "choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],\
          "usage":null,"obfuscation":"x2"}""",
          """
          {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1763672400,\
          "model":"gpt-4o-mini-2024-07-18","service_tier":"default","system_fingerprint":"fp_1",\
          "choices":[],"usage":{"prompt_tokens":7,"completion_tokens":900,"total_tokens":907,\
          "prompt_tokens_details":{"cached_tokens":0,"audio_tokens":0},\
          "completion_tokens_details":{"reasoning_tokens":0}},"obfuscation":""}""",
          "[DONE]")),
  /** Counts with every event, and ends without a reason or a mark. */
  VLLM(
      OpenAiChatFormat::new,
      List.of(),
      """
      {"id":"chatcmpl-2","object":"chat.completion.chunk","created":1763672400,"model":"qwen3",\
      "choices":[{"index":0,"delta":{"content":"%1$s"},"logprobs":null,"finish_reason":null}],\
      "usage":{"prompt_tokens":9,"total_tokens":1%2$d,"completion_tokens":%2$d}}""",
      List.of()),
  DEEPSEEK(
      OpenAiChatFormat::new,
      List.of(),
      """
      {"id":"ds-1","object":"chat.completion.chunk","created":1763672400,\
      "model":"deepseek-reasoner","system_fingerprint":"fp_d","choices":[{"index":0,"delta":\
      {"content":null,"reasoning_content":"%1$s"},"logprobs":null,"finish_reason":null}]}""",
      List.of(
          """
          {"id":"ds-1","object":"chat.completion.chunk","created":1763672400,\
          "model":"deepseek-reasoner","system_fingerprint":"fp_d","choices":[{"index":0,"delta":\
          {"content":"","reasoning_content":null},"logprobs":null,"finish_reason":"stop"}],\
          "usage":{"prompt_tokens":20,"completion_tokens":30,"total_tokens":50,\
          "completion_tokens_details":{"reasoning_tokens":25},"prompt_cache_hit_tokens":12}}""",
          "[DONE]")),
  OPENROUTER(
      OpenAiChatFormat::new,
      List.of(),
      """
      {"id":"gen-1","provider":"X","model":"z-ai/glm","object":"chat.completion.chunk",\
      "created":17636724%2$d,"choices":[{"index":0,"delta":{"role":"assistant","content":"",\
      "reasoning":"%1$s","reasoning_details":[{"type":"reasoning.text","text":"%1$s","index":0}]},\
      "finish_reason":null,"native_finish_reason":null,"logprobs":null}]}""",
      List.of(
          """
          {"id":"gen-1","provider":"X","model":"z-ai/glm","object":"chat.completion.chunk",\
          "created":1763672500,"choices":[{"index":0,"delta":{"role":"assistant","content":""},\
          "finish_reason":"stop","native_finish_reason":"stop","logprobs":null}]}""",
          """
          {"id":"gen-1","provider":"X","model":"z-ai/glm","object":"chat.completion.chunk",\
          "created":1763672500,"choices":[{"index":0,"delta":{"role":"assistant","content":""},\
          "finish_reason":null}],"usage":{"prompt_tokens":11,"completion_tokens":7,\
          "total_tokens":18}}""",
          "[DONE]")),
  OPENAI_RESPONSES(
      OpenAiResponsesFormat::new,
      List.of(
          """
          {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":\
          "response","status":"in_progress","model":"gpt-4o-2024-08-06","output":[],\
          "service_tier":"auto","usage":null}}"""),
      """
      {"type":"response.output_text.delta","sequence_number":%2$d,"item_id":"msg_1",\
      "output_index":0,"content_index":0,"delta":"%1$s","logprobs":[],"obfuscation":"%2$d"}""",
      List.of(
          """
          {"type":"response.completed","sequence_number":999,"response":{"id":"resp_1","object":\
          "response","status":"completed","model":"gpt-4o-2024-08-06","output":[{"id":"msg_1",\
          "type":"message","status":"completed","content":[],"role":"assistant"}],\
          "service_tier":"default","usage":{"input_tokens":7,"output_tokens":900,\
          "output_tokens_details":{"reasoning_tokens":0},"total_tokens":907}}}""")),
  ANTHROPIC(
      AnthropicMessagesFormat::new,
      List.of(
          """
          {"type":"message_start","message":{"id":"msg_01","type":"message","role":"assistant",\
          "model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,\
          "usage":{"input_tokens":25,"cache_creation_input_tokens":200,\
          "cache_read_input_tokens":1000,"output_tokens":1,"service_tier":"standard"}}    }""",
          """
          {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}  }""",
          "{\"type\": \"ping\"}"),
      """
      {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"%1$s"}%3$s}""",
      List.of(
          "{\"type\":\"content_block_stop\",\"index\":0 }",
          """
          {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},\
          "usage":{"output_tokens":15}      }""",
          "{\"type\":\"message_stop\"            }")),
  GEMINI(
      GeminiFormat::new,
      List.of(),
      """
      {"candidates": [{"content": {"parts": [{"text": "%1$s"}],"role": "model"},"index": 0}],\
      "usageMetadata": {"promptTokenCount": 8,"candidatesTokenCount": %2$d,\
      "totalTokenCount": 1%2$d,"promptTokensDetails": [{"modality": "TEXT","tokenCount": 8}],\
      "thoughtsTokenCount": 5},"modelVersion": "gemini-2.5-flash","responseId": "resp-1"}""",
      List.of(
          """
          {"candidates": [{"content": {"parts": [{"text": "."}],"role": "model"},\
          "finishReason": "STOP","index": 0}],"usageMetadata": {"promptTokenCount": 8,\
          "candidatesTokenCount": 900,"totalTokenCount": 913,"promptTokensDetails": \
          [{"modality": "TEXT","tokenCount": 8}],"thoughtsTokenCount": 5},\
          "modelVersion": "gemini-2.5-flash","responseId": "resp-1"}""")),
  OLLAMA(
      OllamaFormat::new,
      List.of(),
      """
      {"model":"llama3.2","created_at":"2026-11-04T08:52:19.%2$dZ",\
      "message":{"role":"assistant","content":"%1$s"},"done":false}""",
      List.of(
          """
          {"model":"llama3.2","created_at":"2026-11-04T08:52:20.1Z",\
          "message":{"role":"assistant","content":""},"done_reason":"stop","done":true,\
          "total_duration":4883583458,"load_duration":1334875,"prompt_eval_count":26,\
          "prompt_eval_duration":342546000,"eval_count":282,"eval_duration":4535599000}""")),
  COHERE(
      CohereChatFormat::new,
      List.of(
          """
          {"id":"29f14a5a","type":"message-start","delta":{"message":{"role":"assistant",\
          "content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}""",
          """
          {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text",\
          "text":""}}}}"""),
      """
      {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"%1$s"}}}}""",
      List.of(
          """
          {"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":1,"end":2,\
          "text":"x","sources":[]}}}}""",
          "{\"type\":\"content-end\",\"index\":0}",
          """
          {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":\
          {"input_tokens":17,"output_tokens":12},"tokens":{"input_tokens":215,\
          "output_tokens":14}}}}""")),
  DASHSCOPE(
      DashScopeFormat::new,
      List.of(),
      """
      {"output":{"choices":[{"message":{"content":"%1$s","role":"assistant"},\
      "finish_reason":"null"}]},"usage":{"total_tokens":3%2$d,"input_tokens":22,\
      "output_tokens":%2$d,"prompt_tokens_details":{"cached_tokens":0}},"request_id":"req-1"}""",
      List.of(
          """
          {"output":{"choices":[{"message":{"content":"","role":"assistant"},\
          "finish_reason":"stop"}]},"usage":{"total_tokens":922,"input_tokens":22,\
          "output_tokens":900,"prompt_tokens_details":{"cached_tokens":0}},\
          "request_id":"req-1"}""")),
  DASHSCOPE_MULTIMODAL(
      DashScopeFormat::new,
      List.of(),
      """
      {"output":{"choices":[{"message":{"content":[{"text":"%1$s"}],"role":"assistant"},\
      "finish_reason":"null"}]},"usage":{"input_tokens":1277,"output_tokens":%2$d,\
      "image_tokens":1247},"request_id":"req-2"}""",
      List.of(
          """
          {"output":{"choices":[{"message":{"content":[],"role":"assistant"},\
          "finish_reason":"stop"}]},"usage":{"input_tokens":1277,"output_tokens":900,\
          "image_tokens":1247},"request_id":"req-2"}"""));

  private static final String[] TEXTS = {"a", " the", "\\n\\\"", "日本", "\\u00e9", "}  }", "😀 ä"};
  private static final String[] PADDINGS = {"", "  ", "      ", " "};

  private final Supplier<WireFormat> format;
  private final List<String> first;
  private final String text;
  private final List<String> last;

  RecordedStream(Supplier<WireFormat> format, List<String> first, String text, List<String> last) {
    this.format = format;
    this.first = first;
    this.text = text;
    this.last = last;
  }

  WireFormat format() {
    return format.get();
  }

  /** An event that brings a text. */
  String text(int number) {
    return text(number, TEXTS[number % TEXTS.length]);
  }

  String text(int number, String escaped) {
    return text.formatted(escaped, number + 10, PADDINGS[number % PADDINGS.length]);
  }

  /** All of it, with so many texts. */
  List<String> events(int texts) {
    List<String> events = new ArrayList<>(first);
    range(0, texts).mapToObj(this::text).forEach(events::add);
    events.addAll(last);
    return events;
  }
}
