/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

/** Events as providers send them, recorded and shortened. */
final class OpenAiEvents {

  private static final String HEAD =
      "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1730000000,"
          + "\"model\":\"gpt-4o-2024-08-06\",\"service_tier\":\"default\","
          + "\"system_fingerprint\":\"fp_1\",";

  static final String ROLE =
      choice(0, "{\"role\":\"assistant\",\"content\":\"\",\"refusal\":null}", "null");
  static final String USAGE =
      HEAD
          + "\"choices\":[],\"usage\":{\"prompt_tokens\":100,\"completion_tokens\":20,"
          + "\"total_tokens\":120,\"prompt_tokens_details\":{\"cached_tokens\":64,"
          + "\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":8,"
          + "\"audio_tokens\":0,\"accepted_prediction_tokens\":0}}}";
  static final String AZURE_FILTER =
      "{\"choices\":[],\"created\":0,\"id\":\"\",\"model\":\"\",\"object\":\"\","
          + "\"prompt_filter_results\":[{\"prompt_index\":0,\"content_filter_results\":"
          + "{\"hate\":{\"filtered\":false,\"severity\":\"safe\"}}}]}";
  static final String AZURE_TOOL_CALL =
      "{\"choices\":[{\"content_filter_results\":{},\"delta\":{\"content\":null,"
          + "\"role\":\"assistant\",\"tool_calls\":[{\"function\":{\"arguments\":\"\","
          + "\"name\":\"search\"},\"id\":\"call_1\",\"index\":0,\"type\":\"function\"}]},"
          + "\"finish_reason\":null,\"index\":0,\"logprobs\":null}],\"created\":1730000000,"
          + "\"id\":\"chatcmpl-2\",\"model\":\"gpt-4o\",\"object\":\"chat.completion.chunk\","
          + "\"system_fingerprint\":\"fp_2\",\"usage\":null}";

  static String text(String escaped) {
    return choice(0, "{\"content\":\"" + escaped + "\"}", "null");
  }

  static String padded(String escaped, String padding) {
    String text = text(escaped);
    return text.substring(0, text.length() - 1) + ",\"obfuscation\":\"" + padding + "\"}";
  }

  static String finish(int index, String reason) {
    return choice(index, "{}", "\"" + reason + "\"");
  }

  static String choice(int index, String delta, String finishReason) {
    return HEAD
        + "\"choices\":[{\"index\":"
        + index
        + ",\"delta\":"
        + delta
        + ",\"logprobs\":null,\"finish_reason\":"
        + finishReason
        + "}],\"usage\":null}";
  }

  static String choices(String... choices) {
    return HEAD + "\"choices\":[" + String.join(",", choices) + "]}";
  }

  private OpenAiEvents() {}
}
