/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.stream.Described;

/** Every attribute key of what a realtime model generates, beside those of all model calls. */
public final class RealtimeAttributes {

  @Described("Audio that we sent since the generation before, seconds; where its format tells")
  public static final AttributeKey<Double> INPUT_AUDIO_DURATION =
      doubleKey("streamscope.realtime.input.audio.duration");

  @Described("Audio that was generated, seconds; where its format tells")
  public static final AttributeKey<Double> OUTPUT_AUDIO_DURATION =
      doubleKey("streamscope.realtime.output.audio.duration");

  @Described("End of the user's input → first audio generated, seconds")
  public static final AttributeKey<Double> TIME_TO_FIRST_AUDIO =
      doubleKey("streamscope.realtime.time_to_first_audio");

  @Described(
      "What ended the user's input: `speech_stopped`, `commit`, `activity_end`, `message`, `tool`,"
          + " `finish`, or else `last_audio`")
  public static final AttributeKey<String> INPUT_END = stringKey("streamscope.realtime.input.end");

  @Described("Tools that the model asks for")
  public static final AttributeKey<Long> TOOL_CALL_COUNT =
      longKey("streamscope.realtime.tool_call.count");

  @Described("Characters that are billed, where the provider counts those")
  public static final AttributeKey<Long> CHARACTERS = longKey("streamscope.realtime.characters");

  private RealtimeAttributes() {}
}
