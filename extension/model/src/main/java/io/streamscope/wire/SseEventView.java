/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import org.jspecify.annotations.Nullable;

/** The reused view of the event that a {@link SseParser} is dispatching. */
final class SseEventView implements SseParser.Event {

  private final KeptBytes data;
  private final KeptBytes type;
  boolean hasId;

  /** The last type that was made into a String; streams repeat few types. */
  private final byte[] knownBytes = new byte[SseAssembler.TYPE_LIMIT];

  private int knownLength = -1;
  private boolean knownComplete;
  private String known = "";

  SseEventView(KeptBytes data, KeptBytes type) {
    this.data = data;
    this.type = type;
  }

  @Override
  public long dataBytes() {
    return data.total();
  }

  @Override
  public boolean isDataComplete() {
    return data.isComplete();
  }

  @Override
  public byte[] data() {
    return data.bytes();
  }

  @Override
  public int dataLength() {
    return data.length();
  }

  @Override
  public @Nullable String type() {
    if (type.total() == 0) {
      return null;
    }
    if (knownLength < 0
        || knownComplete != type.isComplete()
        || !type.contentEquals(knownBytes, knownLength)) {
      known = type.text();
      knownLength = type.length();
      knownComplete = type.isComplete();
      System.arraycopy(type.bytes(), 0, knownBytes, 0, knownLength);
    }
    return known;
  }

  @Override
  public boolean isType(String ascii) {
    return type.isAscii(ascii);
  }

  @Override
  public boolean isData(String ascii) {
    return data.isAscii(ascii);
  }

  @Override
  public boolean hasId() {
    return hasId;
  }
}
