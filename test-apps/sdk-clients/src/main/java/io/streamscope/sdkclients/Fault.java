/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What happens to a call. */
enum Fault {
  NONE(""),
  STATUS_429("error-status=429"),
  STATUS_500("error-status=500"),
  RETRY_THEN_FINE("fail-first=429"),
  DROP("drop-after=3"),
  ERROR_EVENT("error-after=3"),
  /** The application goes, and the SDK reads on. */
  LEAVE("chunks=40"),
  /** The application closes while the server has more to say; some clients read all of it then. */
  EARLY_CLOSE("chunks=150;chunk-gap=20"),
  /** The server says everything but that this was all. */
  DROP_AT_END("drop-after=13"),
  /** Not even headers come. */
  NO_ANSWER("no-answer=true"),
  /** An answer that is no JSON, or an event amid others. */
  MALFORMED("malformed-after=3;chunks=150"),
  /** The provider has added to its protocol. */
  UNKNOWN_FIELDS("unknown-fields=true"),
  /** The application's code throws at a piece of the answer. */
  CONSUMER_THROWS("chunks=150"),
  /**
   * The application drops a stream, half read, and does not close it. The scene reads with {@link
   * Scene#read(AutoCloseable, java.util.function.Supplier)}.
   */
  FORGET("chunks=5000;chunk-gap=20"),
  /**
   * The application cancels the future that it waits for. The scene asks with {@link
   * Scene#answer(Access, java.util.function.Function)}, as for the next two.
   */
  CANCEL("headers-delay=4000;embeddings-delay=4000"),
  /** The application asks another model when it has an answer. */
  THEN_COMPOSE(""),
  /** The application asks another model because the first has failed. */
  FALLBACK("fail-first=400"),
  /** An SDK that tries again waits as long as it is told. */
  RETRY_AFTER("fail-first=429;retry-after=1"),
  /** Five megabytes in one event. */
  BIG_EVENT("big-delta=5000000"),
  /** Twenty megabytes of question; the scene asks for {@link Access#question}. */
  BIG_REQUEST("");

  private static final int BIG = 20_000_000;

  private final String knobs;

  Fault(String knobs) {
    this.knobs = knobs;
  }

  /** As in the name of a scenario: {@code status-429}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it can happen to a call that is made in that way. */
  boolean suits(Way way, boolean triesAgain) {
    Way.Kind kind = way.kind();
    return switch (this) {
      case NONE -> true;
      case STATUS_429, STATUS_500, NO_ANSWER, UNKNOWN_FIELDS -> way.mayFail();
      case RETRY_THEN_FINE -> way.mayFail() && triesAgain;
      case RETRY_AFTER -> way.mayFail() && triesAgain && kind == Way.Kind.DOCUMENT;
      case DROP, MALFORMED -> way.mayFail() && kind != Way.Kind.VECTORS;
      case LEAVE -> kind == Way.Kind.READ_ON;
      case ERROR_EVENT -> way.mayFail() && kind.inPieces();
      case DROP_AT_END, CONSUMER_THROWS, BIG_EVENT -> way.mayFail() && kind.inPieces();
      case EARLY_CLOSE -> way.mayFail() && kind == Way.Kind.STREAM;
      case FORGET -> way.mayFail() && kind == Way.Kind.STREAM && !way.isAsync();
      case CANCEL, THEN_COMPOSE, FALLBACK -> way.mayFail() && !kind.inPieces() && way.isAsync();
      case BIG_REQUEST -> way.mayFail() && kind == Way.Kind.DOCUMENT;
    };
  }

  /** Whether it is one of the few that have to be played in each way. */
  boolean isBasic() {
    return ordinal() <= EARLY_CLOSE.ordinal();
  }

  /** Whether it takes so long that one way of an SDK has to do. */
  boolean isHeavy() {
    return switch (this) {
      case RETRY_AFTER, BIG_EVENT, BIG_REQUEST -> true;
      default -> false;
    };
  }

  /** What the server is told to do, by its headers. */
  Map<String, String> knobs() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("x-fake-retry-after", "0.05");
    // some SDKs lose what the application has not read yet when the connection is cut
    values.put("x-fake-chunk-gap", this == DROP ? "100" : "10");
    for (String knob : knobs.isEmpty() ? new String[0] : knobs.split(";", -1)) {
      int equals = knob.indexOf('=');
      String name = "x-fake-" + knob.substring(0, equals);
      String value = knob.substring(equals + 1);
      values.put(name, value);
      values.put(name.replace("x-fake-error-status", "x-fake-embeddings-error-status"), value);
    }
    return values;
  }

  /** What is asked. */
  String question() {
    return this == BIG_REQUEST ? Access.QUESTION + " ".repeat(BIG) : Access.QUESTION;
  }
}
