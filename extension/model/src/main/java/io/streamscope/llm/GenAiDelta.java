/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.stream.Failure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one piece of an answer says, whoever sent it: an event on the wire, a chunk of an SDK, a
 * whole answer. Filled in by a {@link WireFormat} or by an SDK's mapper, taken over by {@link
 * GenAiCall}; then it may be used again. Nothing of it need be told. Not thread-safe.
 */
public final class GenAiDelta {

  private static final int NONE = -1;

  private long bytes;
  private boolean content;
  private boolean plain = true;
  private boolean end;
  private boolean heartbeat;
  private int textAt = NONE;
  private int paddingAt = NONE;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable GenAiUsage usage;
  private @Nullable Failure error;
  private final List<Finish> finishes = new ArrayList<>(1);
  private final List<Fact<?>> facts = new ArrayList<>(1);

  /** Forgets everything. */
  public GenAiDelta clear() {
    bytes = 0;
    content = false;
    end = false;
    heartbeat = false;
    textAt = NONE;
    paddingAt = NONE;
    if (!plain) {
      plain = true;
      id = null;
      model = null;
      usage = null;
      error = null;
      finishes.clear();
      facts.clear();
    }
    return this;
  }

  /** Payload of so many bytes (UTF-8), without generated content: role-only, usage-only. */
  public GenAiDelta bytes(long size) {
    bytes = size;
    return this;
  }

  /** Payload of so many bytes (UTF-8) with text, reasoning or a tool call in it: a chunk. */
  public GenAiDelta content(long size) {
    bytes = size;
    content = true;
    return this;
  }

  /** There is text, reasoning, a tool call or other generated content in it: it is a chunk. */
  public GenAiDelta content() {
    content = true;
    return this;
  }

  /**
   * The same, a text that may be all that it says: the next ones will differ in it.
   *
   * @param at where the text begins in the document, with its quote
   */
  public GenAiDelta text(int at) {
    content = true;
    textAt = at;
    return this;
  }

  /** Another text that the next ones will differ in, and that means nothing. */
  public GenAiDelta padding(int at) {
    paddingAt = at;
    return this;
  }

  /** Without its content: that has been told. */
  GenAiDelta factsOnly() {
    bytes = 0;
    content = false;
    return this;
  }

  /** It only says that the stream is alive. */
  public GenAiDelta heartbeat() {
    heartbeat = true;
    return this;
  }

  /** The answer's id and the model that gives it; null where not told. */
  public GenAiDelta identity(@Nullable String responseId, @Nullable String responseModel) {
    plain = false;
    id = responseId;
    model = responseModel;
    return this;
  }

  /** Another attribute of the answer; null says nothing. */
  public <T> GenAiDelta fact(AttributeKey<T> key, @Nullable T value) {
    if (value != null) {
      plain = false;
      facts.add(new Fact<>(key, value));
    }
    return this;
  }

  /** The provider reported tokens; what it says nothing of stays as it was; null says nothing. */
  public GenAiDelta usage(@Nullable GenAiUsage reported) {
    if (reported != null) {
      plain = false;
      usage = reported;
    }
    return this;
  }

  /** Why one of the choices ended; the first one is 0. */
  public GenAiDelta finish(int choice, String reason) {
    plain = false;
    finishes.add(new Finish(choice, reason));
    return this;
  }

  /** The provider says, in its answer, that it has failed. */
  public GenAiDelta error(Failure reported) {
    plain = false;
    error = reported;
    return this;
  }

  /** The format's own end mark: nothing of the answer follows. */
  public GenAiDelta end() {
    end = true;
    return this;
  }

  long bytes() {
    return bytes;
  }

  boolean hasContent() {
    return content;
  }

  boolean isHeartbeat() {
    return heartbeat;
  }

  /** Whether, apart from whose it is and what has been used, it has nothing but that content. */
  boolean isContentOnly() {
    return content && !end && finishes.isEmpty() && error == null;
  }

  int textAt() {
    return textAt;
  }

  int paddingAt() {
    return paddingAt;
  }

  boolean isEnd() {
    return end;
  }

  /** Whether content or its absence is all that it says. */
  boolean isPlain() {
    return plain;
  }

  @Nullable String id() {
    return id;
  }

  @Nullable String model() {
    return model;
  }

  @Nullable GenAiUsage usage() {
    return usage;
  }

  @Nullable Failure error() {
    return error;
  }

  List<Finish> finishes() {
    return finishes;
  }

  List<Fact<?>> facts() {
    return facts;
  }

  record Finish(int choice, String reason) {}

  record Fact<T>(AttributeKey<T> key, T value) {}
}
