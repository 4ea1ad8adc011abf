/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.stream.Described;

/** Names that the GenAI conventions only propose so far: if they change, they change here. */
public final class GenAiDrafts {

  /** Operations. */
  static final String TEXT_TO_SPEECH = "text_to_speech";

  static final String SPEECH_TO_TEXT = "speech_to_text";
  static final String REALTIME_INFERENCE = "realtime_inference";

  @Described("The realtime session that a generation belongs to, by the provider")
  public static final AttributeKey<String> REALTIME_SESSION_ID =
      stringKey("gen_ai.realtime_session.id");

  private GenAiDrafts() {}
}
