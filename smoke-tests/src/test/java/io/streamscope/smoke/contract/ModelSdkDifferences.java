/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.sink.SpanRecord;
import io.streamscope.sink.SpanRecord.SpanEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What differs between calls that an SDK's module tells of and the same calls as HTTP tells. */
final class ModelSdkDifferences {

  /** What differs between two runs of the same. */
  private static final String VOLATILE =
      "thread\\..*|server\\.port|.*\\.time_to_first_chunk|.*\\.chunk_gap\\..*|.*_time"
          + "|gen_ai\\.response\\.(id|model)|.*\\.stall\\.count";

  /** Where the application ends a stream, how far it has come is a matter of time. */
  private static final Set<String> ENDED =
      Set.of("early-close", "forget", "consumer-throws", "malformed", "cancel");

  private static final String PROGRESS =
      "streamscope\\.stream\\.(bytes|chunk\\.count)|gen_ai\\.usage\\..*";

  /** Events whose number is a matter of time, or an attribute. */
  private static final Set<String> UNTOLD = Set.of("delta", "stall", "attempt_failed");

  /** Who dropped an answer that nobody waited for is the collector or the end of the process. */
  private static final String DROPPED = "streamscope.stream.cancel.reason";

  private ModelSdkDifferences() {}

  /** A line for each difference, with the faults and the ways that show it; sorted. */
  static List<String> between(ModelSdkContractRun module, ModelSdkContractRun wire) {
    Map<String, Set<String>> where = new TreeMap<>();
    for (String scenario : wire.facts().keySet()) {
      for (String difference :
          differences(scenario, calls(module, scenario), calls(wire, scenario))) {
        where.computeIfAbsent(difference, unused -> new TreeSet<>()).add(place(scenario));
      }
    }
    return where.entrySet().stream()
        .map(entry -> entry.getKey() + " | " + String.join(", ", entry.getValue()))
        .toList();
  }

  /** The chats of openai-java have an adapter that reads them, the rest is read as HTTP anyway. */
  private static String place(String scenario) {
    String way = ModelSdkContractRun.way(scenario);
    String family = way.startsWith("chat-completions") ? "chat " : "";
    return family + ModelSdkContractRun.fault(scenario);
  }

  private static List<SpanRecord> calls(ModelSdkContractRun run, String scenario) {
    List<SpanRecord> calls = new ArrayList<>();
    ModelSdkContractRun.models(scenario).forEach(model -> calls.addAll(run.calls(model)));
    return calls;
  }

  private static List<String> differences(
      String scenario, List<SpanRecord> module, List<SpanRecord> wire) {
    List<String> differences = new ArrayList<>();
    if (module.size() != wire.size()) {
      differences.add("spans: " + module.size() + " -> " + wire.size());
    }
    if (module.isEmpty() || wire.isEmpty()) {
      return differences;
    }
    Map<String, String> before = facts(scenario, module.get(module.size() - 1));
    Map<String, String> after = facts(scenario, wire.get(wire.size() - 1));
    Set<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      String one = before.getOrDefault(key, "none");
      String other = after.getOrDefault(key, "none");
      if (!one.equals(other)) {
        boolean size = one.matches("[0-9]{3,}") && other.matches("[0-9]{3,}");
        differences.add(key + ": " + (size ? "other sizes" : one + " -> " + other));
      }
    }
    return differences;
  }

  private static Map<String, String> facts(String scenario, SpanRecord span) {
    Map<String, String> facts = new TreeMap<>();
    String fault = ModelSdkContractRun.fault(scenario);
    span.attributes()
        .forEach(
            (key, value) -> {
              boolean chance = key.matches(VOLATILE);
              chance |= ENDED.contains(fault) && key.matches(PROGRESS);
              chance |= fault.equals("cancel") && key.equals(DROPPED);
              facts.put(key, chance ? "some" : String.valueOf(value));
            });
    facts.put("scope", span.scopeName());
    facts.put("status", span.statusCode());
    facts.put("status text", span.statusDescription().replaceAll(":[0-9]{4,5}/", "/"));
    facts.put(
        "events",
        span.events().stream()
            .map(SpanEvent::name)
            .filter(name -> !UNTOLD.contains(name))
            .collect(Collectors.joining(" ")));
    return facts;
  }
}
