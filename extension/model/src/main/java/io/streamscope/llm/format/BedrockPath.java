/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.llm.GenAiOperation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Paths of Amazon Bedrock: {@code /model/<id or ARN>/<what to do>}.
 *
 * <p>Source: Amazon Bedrock API reference, "Amazon Bedrock Runtime".
 */
final class BedrockPath {

  private static final String PROVIDER = "aws.bedrock";
  private static final String MODEL = "/model/";

  private BedrockPath() {}

  /** Null if it is none of Bedrock's. */
  static @Nullable ModelEndpoint of(ModelPath path) {
    String last = path.lastSegment();
    String whole = path.path();
    int from = whole.indexOf(MODEL) + MODEL.length();
    int to = whole.length() - last.length() - 1;
    if (from < MODEL.length() || from >= to || whole.indexOf('/', from) != to) {
      return null;
    }
    String model = decoded(whole.substring(from, to));
    boolean unsure = !path.isOnModelHost();
    String provider = path.provider(PROVIDER);
    return switch (last) {
      case "converse", "converse-stream" ->
          new ModelEndpoint(
              GenAiOperation.CHAT,
              BedrockConverseFormat::new,
              provider,
              model,
              last.endsWith("stream"),
              unsure);
      case "invoke", "invoke-with-response-stream" ->
          new ModelEndpoint(
              operation(model),
              () -> new BedrockInvokeFormat(model),
              provider,
              model,
              last.endsWith("stream"),
              unsure);
      default -> null;
    };
  }

  /** As the agent's own module has it, but for what is no inference. */
  private static GenAiOperation operation(String model) {
    if (model.contains("embed")) {
      return GenAiOperation.EMBEDDINGS;
    }
    return model.contains("amazon.titan") ? GenAiOperation.TEXT_COMPLETION : GenAiOperation.CHAT;
  }

  private static String decoded(String segment) {
    try {
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException asItIs) {
      return segment;
    }
  }
}
