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

  private long bytes;
  private boolean content;
  private boolean plain = true;
  private boolean end;
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable GenAiUsage usage;
  private @Nullable Failure error;
  private final List<Finish> finishes = new ArrayList<>(1);
  private final List<Fact> facts = new ArrayList<>(1);

  /** Forgets everything. */
  public GenAiDelta clear() {
    bytes = 0;
    content = false;
    end = false;
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

  /** The answer's id and the model that gives it; null where not told. */
  public GenAiDelta identity(@Nullable String responseId, @Nullable String responseModel) {
    plain = false;
    id = responseId;
    model = responseModel;
    return this;
  }

  /** Another attribute of the answer; null says nothing. */
  public GenAiDelta fact(AttributeKey<String> key, @Nullable String value) {
    if (value != null) {
      plain = false;
      facts.add(new Fact(key, value));
    }
    return this;
  }

  /** The provider reported tokens; what it says nothing of stays as it was; null says nothing. */
  public GenAiDelta usage(@Nullable GenAiUsage reported) {
    plain = false;
    usage = reported;
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

  List<Fact> facts() {
    return facts;
  }

  record Finish(int choice, String reason) {}

  record Fact(AttributeKey<String> key, String value) {}
}
