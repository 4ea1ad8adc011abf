/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.openaiclient;

import java.util.LinkedHashMap;
import java.util.Map;

/** Every scenario by its name, in the order in which all are run. */
final class Scenarios {

  private Scenarios() {}

  static Map<String, Scenario> all() {
    Map<String, Scenario> all = new LinkedHashMap<>();
    answers(all);
    endings(all);
    nested(all);
    faults(all);
    delays(all);
    return all;
  }

  private static void answers(Map<String, Scenario> all) {
    all.put("blocking", StreamScenarios::blocking);
    all.put("blocking-async", AsyncScenarios::blocking);
    all.put("blocking-raw", StreamScenarios::blockingRaw);
    all.put("blocking-raw-body", StreamScenarios::blockingRawBody);
    all.put("blocking-raw-body-long", StreamScenarios::blockingRawBodyLong);
    all.put("stream", StreamScenarios::stream);
    all.put("stream-no-usage", StreamScenarios::withoutUsage);
    all.put("stream-async", AsyncScenarios::stream);
    all.put("stream-with-options", StreamScenarios::withOptions);
    all.put("stream-raw", StreamScenarios::rawParse);
    all.put("stream-raw-body", StreamScenarios::rawBody);
    all.put("stream-own-options", StreamScenarios::ownOptions);
    all.put("tool-call", StreamScenarios.reading("tool-call", "find_warranty"));
    all.put("reasoning", StreamScenarios.reading("reasoning-chunks", "3", "chunks", "4"));
    all.put(
        "cached-tokens",
        StreamScenarios.reading("cached-tokens", "5", "reasoning-tokens", "6", "chunks", "3"));
    all.put("comments", StreamScenarios.reading("comments", "2", "chunks", "5"));
    all.put("crlf", StreamScenarios.reading("crlf", "true", "chunks", "5"));
    all.put("no-done", StreamScenarios.reading("no-done", "true", "chunks", "5"));
    all.put("two-at-once", StreamScenarios::twoAtOnce);
    all.put("many", StreamScenarios::many);
  }

  /** The first is over a second later, when garbage is collected for the last ones. */
  private static void endings(Map<String, Scenario> all) {
    all.put("never-subscribed", EndingScenarios::neverSubscribed);
    all.put("read-timeout", EndingScenarios::readTimeout);
    all.put("blocking-timeout", EndingScenarios::blockingTimeout);
    all.put("early-close", EndingScenarios::earlyClose);
    all.put("early-close-async", AsyncScenarios::earlyClose);
    all.put("limit", EndingScenarios::limit);
    all.put("inner-close", EndingScenarios::innerClose);
    all.put("second-stream", EndingScenarios::secondStream);
    all.put("unread", EndingScenarios::unread);
    all.put("raw-closed", EndingScenarios::rawClosed);
    all.put("closed-elsewhere", EndingScenarios::closedElsewhere);
    all.put("closed-twice", EndingScenarios::closedTwice);
    all.put("finished-then-closed", EndingScenarios::finishedThenClosed);
    all.put("abandoned", EndingScenarios::abandoned);
    all.put("raw-abandoned", EndingScenarios::rawAbandoned);
  }

  private static void nested(Map<String, Scenario> all) {
    all.put("call-in-callback", NestedScenarios::callInCallback);
    all.put("call-in-task", NestedScenarios::callInTask);
    all.put("then-compose", NestedScenarios::thenCompose);
    all.put("fallback", NestedScenarios::fallback);
    all.put("retry", NestedScenarios::retry);
    all.put("cancelled-future", NestedScenarios::cancelledFuture);
    all.put("parallel", NestedScenarios::parallel);
    all.put("split", NestedScenarios::split);
    all.put("raw-body-done", NestedScenarios::rawBodyDone);
    all.put("raw-body-error", NestedScenarios::rawBodyError);
  }

  private static void faults(Map<String, Scenario> all) {
    all.put("consumer-throws", EndingScenarios::consumerThrows);
    all.put("consumer-throws-async", AsyncScenarios::consumerThrows);
    all.put("dropped", StreamScenarios.reading("drop-after", "3"));
    all.put("dropped-async", AsyncScenarios.subscribing("drop-after", "3"));
    all.put("dropped-blocking", StreamScenarios.answering("drop-after", "3"));
    all.put("stream-429", StreamScenarios.reading("error-status", "429"));
    all.put("stream-500", StreamScenarios.reading("error-status", "500"));
    all.put("stream-429-async", AsyncScenarios.subscribing("error-status", "429"));
    all.put("blocking-429", StreamScenarios.answering("error-status", "429"));
    all.put("blocking-500", StreamScenarios.answering("error-status", "500"));
    all.put("blocking-429-async", AsyncScenarios.answering("error-status", "429"));
    all.put("error-event", StreamScenarios.reading("error-after", "3"));
    all.put("error-event-async", AsyncScenarios.subscribing("error-after", "3"));
    all.put("malformed", StreamScenarios.reading("malformed-after", "3"));
    all.put("malformed-blocking", StreamScenarios.answering("malformed-after", "0"));
  }

  /** Last, so that meanwhile ends what was dropped before. */
  private static void delays(Map<String, Scenario> all) {
    all.put("slow-headers", StreamScenarios.reading("headers-delay", "300", "chunks", "3"));
    all.put("slow-first-chunk", StreamScenarios.reading("first-chunk-delay", "300"));
    all.put("long-gap", StreamScenarios.reading("gap-at", "3", "gap-ms", "300", "chunks", "5"));
    all.put("stall", StreamScenarios.reading("gap-at", "3", "gap-ms", "1200", "chunks", "5"));
  }
}
