/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import java.util.Locale;
import java.util.Map;

/** Protocols of the server that our formats do not know: they are left alone. */
enum AiMockElsewhere {
  GEMINI_INTERACTIONS("/v1beta/interactions", "{'model':'m','input':'How long?'}"),
  BEDROCK_INVOKE(
      "/model/anthropic.claude/invoke",
      "{'anthropic_version':'bedrock-2023-05-31','max_tokens':9,'messages':[{'role':'user','content':'How long?'}]}"),
  BEDROCK_INVOKE_STREAM(
      "/model/anthropic.claude/invoke-with-response-stream",
      "{'anthropic_version':'bedrock-2023-05-31','max_tokens':9,'messages':[{'role':'user','content':'How long?'}]}"),
  BEDROCK_CONVERSE(
      "/model/amazon.nova/converse",
      "{'messages':[{'role':'user','content':[{'text':'How long?'}]}]}"),
  BEDROCK_CONVERSE_STREAM(
      "/model/amazon.nova/converse-stream",
      "{'messages':[{'role':'user','content':[{'text':'How long?'}]}]}"),
  IMAGEN("/v1beta/models/imagen-3:predict", "{'instances':[{'prompt':'How long?'}]}"),
  IMAGE_VARIATIONS("/v1/images/variations", "no JSON"),
  ELEVENLABS("/v1/text-to-speech/someone", "{'text':'How long?','model_id':'m'}"),
  SEARCH("/search", "{'query':'How long?'}");

  private final String path;
  private final String body;

  AiMockElsewhere(String path, String body) {
    this.path = path;
    this.body = body;
  }

  /** As in a name: {@code bedrock-invoke}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is Amazon Bedrock, which we know. */
  boolean isBedrock() {
    return name().startsWith("BEDROCK");
  }

  /** As the application reads it. */
  AskedText text() {
    return new AskedText(
        id(),
        "jdk-inputstream",
        path,
        "application/json",
        "*/*",
        Map.of(),
        body.replace('\'', '"'));
  }
}
