/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Everything that can be turned on the fake model server. Each knob is a request header {@code
 * x-fake-<name>}, a query parameter of the same name, a segment {@code /knobs/<name>=<value>;…}
 * before the path, and a start option {@code --<name>=<value>}. The first of these wins.
 */
public enum Knob {
  /** Pause before the first delta (role, reasoning or content) or before a non-stream body. */
  FIRST_CHUNK_DELAY(Kind.MILLIS),
  /** Pause before the response headers of an answer of a model. */
  HEADERS_DELAY(Kind.MILLIS),
  /** Pause between two deltas. */
  CHUNK_GAP(Kind.MILLIS),
  /** Number of content deltas; the words of the answer are repeated or cut to fit. */
  CHUNKS(Kind.COUNT),
  /** The content delta (counted from 1) before which the stream stalls for {@link #GAP_MS}. */
  GAP_AT(Kind.COUNT),
  /** Length of the stall before delta {@link #GAP_AT}, in place of the ordinary chunk gap. */
  GAP_MS(Kind.MILLIS),
  /** Cut the TCP connection after so many content deltas, without ending the chunked body. */
  DROP_AFTER(Kind.COUNT),
  /** Answer with this HTTP status and the error body of the provider. */
  ERROR_STATUS(Kind.COUNT),
  /** Answer only the first request of a {@link #RUN} with this HTTP status. */
  FAIL_FIRST(Kind.COUNT),
  /** Names what several requests belong to; each server knows which names it has seen. */
  RUN(Kind.TEXT),
  /** Value of the {@code Retry-After} header that goes with an error status. */
  RETRY_AFTER(Kind.TEXT),
  /** After so many content deltas send the provider's event for an error and end the body. */
  ERROR_AFTER(Kind.COUNT),
  /** After so many content deltas send one event that is not JSON, then go on. */
  MALFORMED_AFTER(Kind.COUNT),
  /** The second content delta has so many characters more, in one event. */
  BIG_DELTA(Kind.COUNT),
  /**
   * Add members that nobody knows to each document and each event of an answer that is no error.
   */
  UNKNOWN_FIELDS(Kind.FLAG),
  /** Cut the TCP connection instead of answering. */
  NO_ANSWER(Kind.FLAG),
  /** Close the connection after the answer. */
  CLOSE(Kind.FLAG),
  /** Omit the mark of the end, or the last event of a protocol without such a mark. */
  NO_DONE(Kind.FLAG),
  /** Omit usage, even if the request asks for it, in chats. */
  NO_USAGE(Kind.FLAG),
  /** How many tokens of the prompt were read from a cache. */
  CACHED_TOKENS(Kind.COUNT),

  /** How many tokens of the prompt were written to a cache, for protocols that say so. */
  CACHE_WRITE_TOKENS(Kind.COUNT),
  /** How many tokens of the answer were spent on reasoning. */
  REASONING_TOKENS(Kind.COUNT),
  /** Number of deltas of reasoning before the content. */
  REASONING_CHUNKS(Kind.COUNT),
  /** Answer with a tool call: {@code true}, or the name of the function to call. */
  TOOL_CALL(Kind.TEXT),
  /** Number of comments, or what else is no event, before each content delta. */
  COMMENTS(Kind.COUNT),
  /** End lines of a stream with CR LF. */
  CRLF(Kind.FLAG),
  /** Flush each event even if the chunk gap is 0. */
  FLUSH_EACH(Kind.FLAG),
  /** Pause before the answer to an embeddings request. */
  EMBEDDINGS_DELAY(Kind.MILLIS),
  /** Answer an embeddings request with this HTTP status and the error body of the provider. */
  EMBEDDINGS_ERROR_STATUS(Kind.COUNT);

  /** What values a knob takes. */
  public enum Kind {
    /** Milliseconds: {@code 300}, {@code 300ms} or {@code 2s}. */
    MILLIS,
    /** A whole number from 0. */
    COUNT,
    /** {@code true}, {@code 1} or empty; {@code false} or {@code 0}. */
    FLAG,
    /** Any text. */
    TEXT
  }

  /** Prefix of the request header of every knob. */
  public static final String HEADER_PREFIX = "x-fake-";

  private final Kind kind;
  private final String knobName;

  Knob(Kind kind) {
    this.kind = kind;
    this.knobName = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The name as in a start option, for example {@code chunk-gap}. */
  public String knobName() {
    return knobName;
  }

  /** The request header, for example {@code x-fake-chunk-gap}. */
  public String header() {
    return HEADER_PREFIX + knobName;
  }

  /** What values this knob takes. */
  public Kind kind() {
    return kind;
  }

  static Optional<Knob> named(String name) {
    return Arrays.stream(values()).filter(knob -> knob.knobName.equalsIgnoreCase(name)).findFirst();
  }
}
