/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import static io.streamscope.httpclients.Scenario.impatient;
import static io.streamscope.httpclients.Scenario.reading;
import static io.streamscope.httpclients.Scenario.resuming;
import static io.streamscope.httpclients.Scenario.stopping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every scenario by its name, in the order in which all are run. */
final class Scenarios {

  /** A server that is still at it when the application has gone. */
  private static final String ENDLESS = "endless&gapMs=20";

  private Scenarios() {}

  /** Those that a client with these traits can play. */
  static Map<String, Scenario> of(Set<Trait> traits) {
    Map<String, Scenario> all = new LinkedHashMap<>();
    answers(all);
    types(all);
    endings(all);
    faults(all);
    all.values().removeIf(scenario -> !traits.containsAll(scenario.needs()));
    if (traits.contains(Trait.LOSES_FAILURES)) {
      all.keySet().removeAll(List.of("reset", "drop"));
    }
    return all;
  }

  private static void answers(Map<String, Scenario> all) {
    all.put("warm-up", reading("n=5&gapMs=20")); // classes load once, before times are compared
    all.put("complete", reading("n=5&gapMs=20"));
    all.put("slow-first", reading("n=3&firstMs=300&gapMs=10"));
    all.put("slow-headers", reading("n=3&headersMs=300&gapMs=10"));
    all.put("heartbeat-first", reading("n=3&heartbeat&firstMs=300&gapMs=10"));
    all.put("late", reading("n=3&gapMs=10&late=1000", Trait.COLD));
    all.put("call-in-callback", reading("n=3&gapMs=10&calls", Trait.PUSHES));
    all.put("old", reading("n=2&firstMs=2500&calls", Trait.PUSHES)); // older than the trace limit
    all.put("token", reading("n=3&gapMs=10&before=quick", Trait.FILTERS));
    all.put("failover", reading("n=3&gapMs=10&before=noheaders", Trait.FAILS_OVER));
    all.put("on-target", reading("n=3&gapMs=10&target", Trait.TARGETS));
    all.put("no-handler", reading("n=3&gapMs=10&nothing", Trait.TAKES_A_HANDLER));
    all.put("stall", reading("n=4&gapMs=10&stallAt=2&stallMs=1000"));
    all.put("split", reading("n=4&split&eol=crlf"));
    all.put("rich", reading("n=4&gapMs=10&comments=2&bom&eol=crlf&lines=3&names&ids=7"));
    all.put("length", reading("n=3&gapMs=10&framing=length"));
    all.put("until-close", reading("n=3&gapMs=10&framing=close"));
    all.put("gzip", reading("n=4&gapMs=10&gzip", Trait.GZIP));
    all.put("many", reading("n=3000"));
    all.put("paced", reading("n=5&firstMs=80&gapMs=80"));
    all.put("two-calls", resuming("n=3&gapMs=10&ids=0", "n=2&gapMs=10&ids=3"));
  }

  private static void types(Map<String, Scenario> all) {
    all.put("ndjson", reading("n=4&gapMs=10&type=ndjson", Trait.ANY_TYPE));
    all.put("stream-json", reading("n=2&gapMs=10&type=stream-json", Trait.ANY_TYPE));
    all.put("jsonl", reading("n=2&gapMs=10&type=jsonl&split", Trait.ANY_TYPE));
    all.put("plain-json", reading("n=1&type=json", Trait.ANY_TYPE));
    all.put("error-status", reading("status=500"));
  }

  private static void endings(Map<String, Scenario> all) {
    all.put("early-close", stopping(Stop.EARLY, ENDLESS));
    all.put("cancel-in-callback", stopping(Stop.IN_CALLBACK, ENDLESS, Trait.CANCELS_IN_CALLBACK));
    all.put("end-mark", stopping(Stop.AT_MARK, "n=3&gapMs=10&mark", Trait.PULLS));
    all.put("unread", stopping(Stop.UNREAD, ENDLESS, Trait.PULLS));
    all.put("silent", stopping(Stop.ELSEWHERE, "silent", Trait.CLOSES_ELSEWHERE));
    all.put("cancel-future", stopping(Stop.EARLY, ENDLESS + "&future", Trait.CANCELS_A_FUTURE));
    all.put("consumer-throws", stopping(Stop.THROW, ENDLESS));
    all.put("abandoned", stopping(Stop.FORGET, ENDLESS, Trait.FORGETS));
  }

  private static void faults(Map<String, Scenario> all) {
    all.put("read-timeout", impatient("n=5&gapMs=10&stallAt=3&stallMs=5000", Trait.READ_TIMEOUT));
    all.put(
        "polling",
        impatient("n=4&gapMs=10&stallAt=2&stallMs=1500&framing=length&again", Trait.READS_ON));
    all.put("silent-timeout", impatient("silent", Trait.READ_TIMEOUT));
    all.put("no-headers", impatient("noheaders", Trait.HEADERS_TIMEOUT));
    all.put("reset", reading("n=5&gapMs=10&reset=3"));
    all.put("drop", reading("n=5&gapMs=10&drop=3"));
  }
}
