/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How many bytes a second of audio has, in the formats where that is always the same. */
final class AudioFormat {

  /** It is compressed, or nobody says. */
  static final long UNKNOWN = 0;

  private static final String RATE = "rate=";
  private static final int SAMPLE_BYTES = 2;
  private static final long TELEPHONE = 8_000;
  private static final long PCM24 = 24_000;
  private static final long RATE_MAX = 768_000;

  private AudioFormat() {}

  /**
   * Of a format as an API calls it, one channel.
   *
   * @param name null if it is not told
   * @param rate samples a second, not positive if they are not told
   * @param usual samples a second of PCM where they are not told
   */
  static long bytesPerSecond(@Nullable String name, long rate, long usual) {
    if (name == null || rate > RATE_MAX) {
      return UNKNOWN;
    }
    String format = name.toLowerCase(Locale.ROOT);
    return switch (format.startsWith("audio/") ? format.substring(6) : format) {
      case "pcm", "pcm16", "l16" -> SAMPLE_BYTES * (rate > 0 ? rate : usual);
      case "pcm24" -> SAMPLE_BYTES * PCM24; // of DashScope's: 24 thousand times a second
      case "g711_ulaw", "g711_alaw", "pcmu", "pcma" -> rate > 0 ? rate : TELEPHONE;
      default -> UNKNOWN;
    };
  }

  /** Of a type like {@code audio/pcm;rate=16000}. */
  static long ofMimeType(@Nullable String type, long usual) {
    if (type == null) {
      return UNKNOWN;
    }
    int end = type.indexOf(';');
    int rate = type.indexOf(RATE);
    return bytesPerSecond(
        end < 0 ? type.trim() : type.substring(0, end).trim(),
        rate < 0 ? 0 : number(type, rate + RATE.length()),
        usual);
  }

  private static long number(String text, int from) {
    long number = 0;
    for (int at = from; at < text.length() && Character.isDigit(text.charAt(at)); at++) {
      number = Math.min(RATE_MAX + 1, 10 * number + Character.digit(text.charAt(at), 10));
    }
    return number;
  }
}
