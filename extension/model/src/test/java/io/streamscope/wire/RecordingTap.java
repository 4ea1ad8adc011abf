/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.util.ArrayList;
import java.util.List;

/** Lays out what it is told along the stream; "?" stands for a skipped byte. */
final class RecordingTap implements Tap {

  final StringBuilder bytes = new StringBuilder();
  final List<Throwable> errors = new ArrayList<>();
  int ends;
  int closes;

  @Override
  public void onBytes(byte[] source, int offset, int length) {
    for (int i = 0; i < length; i++) {
      bytes.append((char) (source[offset + i] & 0xFF));
    }
  }

  @Override
  public void onSkipped(long count) {
    bytes.append("?".repeat((int) count));
  }

  @Override
  public void onEnd() {
    ends++;
  }

  @Override
  public void onClose() {
    closes++;
  }

  @Override
  public void onError(Throwable error) {
    errors.add(error);
  }
}
