/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** What a user has said since the generation before began. Not thread-safe. */
final class UserInput {

  static final String SPEECH_STOPPED = "speech_stopped";
  static final String COMMIT = "commit";
  static final String ACTIVITY_END = "activity_end";
  static final String MESSAGE = "message";
  static final String TOOL = "tool";
  static final String FINISH = "finish";
  private static final String LAST_AUDIO = "last_audio";

  private AudioLength audio = new AudioLength();
  private @Nullable End end; // null as long as nobody says that it is over
  private @Nullable End lastAudio;
  private @Nullable Context context;

  /** So much audio was sent. */
  void audio(long bytes, long format, long nanos) {
    audio.add(bytes, format);
    if (bytes > 0) {
      lastAudio = new End(LAST_AUDIO, nanos);
    }
  }

  /** Something of it was sent in a context. */
  void saidIn(Context current) {
    context = current;
  }

  /** It is over, for all that one knows. */
  void ended(String by, long nanos) {
    end = new End(by, nanos);
  }

  /** The user goes on speaking. */
  void resumed() {
    end = null;
  }

  /** What was sent is not to be heard. */
  void cleared() {
    audio = new AudioLength();
    lastAudio = null;
  }

  /** What ended it, null if there was none. */
  @Nullable End end() {
    return end == null ? lastAudio : end;
  }

  /** All of it; what comes is for the next generation. */
  Said take() {
    Said said = new Said(audio, end(), context);
    audio = new AudioLength();
    end = null;
    lastAudio = null;
    context = null;
    return said;
  }

  /**
   * What it was that a generation answers.
   *
   * @param context in which it was sent, null if nowhere in particular
   */
  record Said(AudioLength audio, @Nullable End end, @Nullable Context context) {}

  /** What ended it, and when. */
  record End(String by, long nanos) {}
}
