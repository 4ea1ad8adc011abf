/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;

/**
 * What the last call of a scenario has to show.
 *
 * @param scenario in which it was made
 * @param seen whether an adapter sees what the application sees; else only what passes as HTTP
 * @param whole whether it is the call with all its attempts, else the last of them
 */
record ModelSdkExpectation(String scenario, boolean seen, boolean whole) {

  private static final long BEFORE_THE_FAULT = 3;
  private static final long ALL = 13;
  private static final long BIG = 5_000_000;

  /** All that the server says, though the application has gone after eight. */
  private static final long READ_ON = 40;

  /** What the server has to say to whom leaves early. */
  private static final long OF_THE_SERVER = 150;

  /** Eight events were read; the SDK may have been handed a few more. */
  private static final long BEFORE_THE_CLOSE = 30;

  private static final String REASON = "streamscope.stream.cancel.reason";
  private static final String OF_THE_SDK = "com.openai.errors.";
  private static final String OWN = "java.lang.IllegalStateException";

  void check(ModelSdkContractSpan span) {
    String fault = ModelSdkContractRun.fault(scenario);
    switch (fault) {
      case "none", "retry-then-fine", "unknown-fields", "then-compose", "fallback", "big-request" ->
          span.answered();
      case "retry-after" -> span.answered().secondsAtLeast(whole ? 1 : 0);
      case "big-event" -> span.answered().bytesAtLeast(BIG);
      case "status-429", "status-500" -> span.failed(code(fault, span.format().errors()));
      case "no-answer" -> span.ended("error", 0, 0).failed(null);
      case "drop" -> span.ended("error", BEFORE_THE_FAULT, BEFORE_THE_FAULT).failed(null);
      case "drop-at-end" -> span.ended("error", ALL, ALL).failed(null);
      case "error-event" ->
          span.ended("error", BEFORE_THE_FAULT, BEFORE_THE_FAULT)
              .failed(code(fault, span.format().errors()));
      case "early-close" -> closedEarly(span);
      case "leave" -> span.ended("complete", READ_ON, READ_ON).has("error.type", null);
      case "forget" -> span.ended("abandoned", 1, BEFORE_THE_CLOSE).has(REASON, "gc");
      case "malformed" -> malformed(span);
      case "consumer-throws" -> consumerThrew(span);
      case "cancel" -> cancelled(span);
      default -> throw new AssertionError("no test looks at " + fault);
    }
  }

  private void closedEarly(ModelSdkContractSpan span) {
    if (ModelSdkHabit.READS_ON.shows(scenario)) {
      span.ended("complete", OF_THE_SERVER, OF_THE_SERVER).has("error.type", null);
    } else {
      span.ended("cancelled", 1, BEFORE_THE_CLOSE).notFailed();
    }
  }

  /** The provider's code, or the exception that the SDK makes of it. */
  private @Nullable String code(String fault, ModelHttpFormat.Errors errors) {
    return switch (fault) {
      case "status-429" -> seen ? OF_THE_SDK + "RateLimitException" : errors.limited();
      case "status-500" -> seen ? OF_THE_SDK + "InternalServerException" : errors.broken();
      default -> seen ? OF_THE_SDK + "SseException" : errors.inStream();
    };
  }

  /** The SDK cannot read it; on the wire it is an event that says nothing, and then a close. */
  private void malformed(ModelSdkContractSpan span) {
    if (seen || (span.call().streamed() && ModelSdkHabit.READS_WHERE_HANDED_OVER.shows(scenario))) {
      span.ended("error", BEFORE_THE_FAULT, BEFORE_THE_FAULT).failed(null);
    } else if (ModelSdkHabit.PASSES_OVER_MALFORMED.shows(scenario)
        || ModelSdkHabit.READS_ON_AFTER_FAILING.shows(scenario)) {
      span.ended("complete", OF_THE_SERVER, OF_THE_SERVER).has("error.type", null);
    } else {
      boolean readsAhead = ModelSdkHabit.READS_ON.shows(scenario);
      span.ended("cancelled", BEFORE_THE_FAULT, readsAhead ? OF_THE_SERVER : BEFORE_THE_CLOSE);
    }
  }

  /** Who iterates throws outside of the SDK, which only sees the close. */
  private void consumerThrew(ModelSdkContractSpan span) {
    if ((seen && scenario.contains("-async"))
        || ModelSdkHabit.CALLS_BACK_WHERE_HANDED_OVER.shows(scenario)) {
      span.ended("error", 1, BEFORE_THE_CLOSE).failed(OWN);
    } else if (ModelSdkHabit.READS_ON.shows(scenario)) {
      span.ended("complete", OF_THE_SERVER, OF_THE_SERVER).has("error.type", null);
    } else {
      span.ended("cancelled", 1, BEFORE_THE_CLOSE).notFailed();
    }
  }

  /**
   * What depends on the client's own future is cancelled, which the client is not told: the request
   * goes on. Some SDKs read its answer all the same, others drop it, or close the connection.
   */
  private void cancelled(ModelSdkContractSpan span) {
    Object outcome = span.span().attribute(ModelCallSpan.STREAM + "outcome");
    if (ModelSdkHabit.CANCELS.shows(scenario)) {
      span.has(ModelCallSpan.STREAM + "outcome", "cancelled").notFailed();
    } else if (span.span().statusCode().equals("ERROR")) {
      span.failed(null);
    } else {
      assertThat(outcome).as("outcome of %s", span.span()).isIn(null, "abandoned");
      span.has("error.type", null);
    }
  }
}
