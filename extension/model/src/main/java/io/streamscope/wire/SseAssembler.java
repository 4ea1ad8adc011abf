/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Makes events out of fields (WHATWG HTML, server-sent events §9.2.6) and hands them to the
 * listener; {@link SseParser} finds the fields.
 */
final class SseAssembler {

  /** How many bytes of an event's type are kept. */
  static final int TYPE_LIMIT = 64;

  long events;
  long dataBytes;
  long comments;
  long commentBlocks;
  long oversizedEvents;
  long listenerFailures;

  private final SseParser.Listener listener;
  private final PushParser.@Nullable LongData longData;
  private final SseEventView view;
  private final KeptBytes data;
  private final KeptBytes type = new KeptBytes(TYPE_LIMIT);

  private int field = SseField.OTHER;
  private boolean idHasNul;
  private long commentBytes;
  private boolean hasData;
  private boolean hasId;
  private boolean afterComment;
  private final IdHash id = new IdHash();

  SseAssembler(SseParser.Listener listener, int dataLimit, PushParser.@Nullable LongData longData) {
    this.listener = listener;
    this.longData = longData;
    this.data = new KeptBytes(dataLimit, longData == null ? null : this::show);
    this.view = new SseEventView(data, type);
  }

  void beginField(int begun) {
    field = begun;
    afterComment &= begun == SseField.COMMENT;
    switch (begun) {
      case SseField.DATA -> {
        if (hasData) {
          data.add(LineScan.LF);
        }
        hasData = true;
      }
      case SseField.EVENT -> {
        type.clear();
      }
      case SseField.ID -> {
        idHasNul = false;
        id.begin();
      }
      case SseField.COMMENT -> commentBytes = 0;
      default -> {}
    }
  }

  /** A piece of the value of the field that has begun, or of the comment. */
  void addValue(byte[] bytes, int from, int to) {
    switch (field) {
      case SseField.DATA -> data.add(bytes, from, to - from);
      case SseField.EVENT -> type.add(bytes, from, to - from);
      case SseField.ID -> {
        idHasNul |= hasNul(bytes, from, to);
        id.add(bytes, from, to);
      }
      case SseField.COMMENT -> commentBytes += to - from;
      default -> {}
    }
  }

  void endField() {
    switch (field) {
      case SseField.ID -> {
        if (!idHasNul) {
          hasId = true;
          id.end();
        }
      }
      case SseField.COMMENT -> deliverComment();
      default -> {}
    }
  }

  /** A blank line: without data there is no event. */
  void endEvent() {
    id.dispatch();
    if (hasData) {
      deliverEvent();
    }
    resetEvent();
  }

  long lastIdHash() {
    return id.last();
  }

  private void show(byte[] bytes, int offset, int length) {
    try {
      requireNonNull(longData).onPiece(bytes, offset, length);
    } catch (Throwable ignored) {
      listenerFailures++;
    }
  }

  private void deliverEvent() {
    events++;
    dataBytes += data.total();
    if (data.limit() > 0 && !data.isComplete()) {
      oversizedEvents++;
    }
    view.hasId = hasId;
    try {
      listener.onEvent(view);
    } catch (Throwable ignored) {
      listenerFailures++;
    }
  }

  private void deliverComment() {
    comments++;
    if (!afterComment) {
      commentBlocks++;
    }
    afterComment = true;
    try {
      listener.onComment((int) Math.min(commentBytes, Integer.MAX_VALUE));
    } catch (Throwable ignored) {
      listenerFailures++;
    }
  }

  /** What comes next has nothing to do with what came before. */
  void endBlock() {
    afterComment = false;
  }

  void resetEvent() {
    endBlock();
    data.clear();
    type.clear();
    field = SseField.OTHER;
    hasData = false;
    hasId = false;
  }

  private static boolean hasNul(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == 0) {
        return true;
      }
    }
    return false;
  }
}
