/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.StreamAttributes;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer as somebody reads it who parses every event, or the whole document, into Jackson's
 * tree. What a tree means says a subclass for each family of formats; what follows from it, this
 * one: of what is said again the later counts, what says nothing changes nothing.
 */
abstract class WireReference {

  private static final String NO_CODE = "_OTHER";
  private static final String PREMATURE = "premature_end";
  private static final int CHOICES_MAX = 16;
  private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final List<AttributeKey<Long>> COUNTS =
      List.of(
          GenAiAttributes.USAGE_INPUT_TOKENS,
          GenAiAttributes.USAGE_OUTPUT_TOKENS,
          GenAiAttributes.USAGE_CACHE_READ,
          GenAiAttributes.USAGE_CACHE_CREATION,
          GenAiAttributes.USAGE_REASONING,
          GenAiAttributes.USAGE_TEXT_INPUT,
          GenAiAttributes.USAGE_IMAGE_INPUT,
          GenAiAttributes.USAGE_AUDIO_INPUT,
          GenAiAttributes.USAGE_TEXT_OUTPUT,
          GenAiAttributes.USAGE_IMAGE_OUTPUT,
          GenAiAttributes.USAGE_AUDIO_OUTPUT,
          GenAiAttributes.USAGE_TEXT_CACHE_READ,
          GenAiAttributes.USAGE_IMAGE_CACHE_READ,
          GenAiAttributes.USAGE_AUDIO_CACHE_READ);

  private final StringBuilder all = new StringBuilder();
  private final TreeMap<Integer, String> reasons = new TreeMap<>();
  private final Map<AttributeKey<Long>, Long> counts = new HashMap<>();
  private @Nullable String id;
  private @Nullable String model;
  private @Nullable String error;
  private boolean isCutOff; // or malformed somewhere: it never comes to its end
  private long chunks;
  private long bytes;
  private long heartbeats;

  /** Whether damage has made it look as if another answer came in between: whose it is, is open. */
  private boolean isUnsteady;

  // what is being read
  private boolean hasContent;
  private boolean isEnd;
  private boolean isHeartbeat;
  private @Nullable Map<AttributeKey<Long>, Long> reported;
  private @Nullable String said;
  private Set<JsonNode> open = Set.of();

  /**
   * Tells, by the methods below, what an event or a whole answer means.
   *
   * @param name the event's name, null if it has none or is none
   * @param isWhole whether it is a whole answer
   */
  abstract void read(@Nullable String name, JsonNode tree, boolean isWhole);

  /** The next event. */
  final void event(@Nullable String name, String payload) {
    all.append(name).append(' ').append(payload).append('\n');
    if (payload.equals("[DONE]")) {
      return;
    }
    String idBefore = id;
    String modelBefore = model;
    Map<Integer, String> reasonsBefore = Map.copyOf(reasons);
    JsonNode tree = JacksonTree.read(payload);
    if (tree != null) {
      read(name, tree, false);
    }
    boolean alive = isHeartbeat;
    boolean last = isEnd;
    boolean chunk = hasContent;
    forget(alive);
    if (alive) {
      heartbeats++;
      id = idBefore;
      model = modelBefore;
      reasons.clear();
      reasons.putAll(reasonsBefore);
      return;
    }
    chunks += chunk ? 1 : 0;
    bytes += chunk || !last ? payload.getBytes(UTF_8).length : 0;
  }

  /** A comment. */
  final void comment() {
    heartbeats++;
  }

  /**
   * A whole answer, or as much of one as there is.
   *
   * @param isCut whether it is the beginning of a well-formed one
   */
  final void document(int status, String json, boolean isCut) {
    all.append(status).append(' ').append(json).append('\n');
    error = status < 400 ? null : String.valueOf(status);
    JacksonTree.Beginning beginning = JacksonTree.beginning(json);
    open = beginning.open();
    read(null, beginning.root(), true);
    forget(false);
    isCutOff = status < 400 && json.stripLeading().startsWith("{") && !open.isEmpty();
    if (isCutOff && isCut && error == null) {
      error = PREMATURE;
    }
  }

  /** What has been read is taken over, unless it only says that the stream is alive. */
  private void forget(boolean alive) {
    if (!alive) {
      if (reported != null) {
        counts.putAll(reported);
      }
      if (said != null) {
        error = error != null && said.equals(NO_CODE) ? error : said;
      }
    }
    hasContent = false;
    isEnd = false;
    isHeartbeat = false;
    reported = null;
    said = null;
  }

  /** Whether a document has broken off within this part of it. */
  final boolean isUnfinished(JsonNode part) {
    return open.contains(part);
  }

  final void content(boolean isContent) {
    hasContent |= isContent;
  }

  final boolean hasContent() {
    return hasContent;
  }

  final void end() {
    isEnd = true;
  }

  final void heartbeat() {
    isHeartbeat = true;
  }

  final void id(JsonNode value) {
    id = identity(id, value);
  }

  final void model(JsonNode value) {
    model = identity(model, value);
  }

  private @Nullable String identity(@Nullable String known, JsonNode value) {
    String told = text(value);
    isUnsteady |= told != null && known != null && !told.equals(known);
    return told == null ? known : told;
  }

  /** The reason why a choice has ended; negative indexes are none. */
  final void reason(long choice, JsonNode value) {
    if (isFilledText(value)) {
      reason(choice, value.textValue());
    }
  }

  final void reason(long choice, String reason) {
    if (choice >= 0 && choice < CHOICES_MAX) {
      reasons.put((int) choice, reason);
    }
  }

  /** Tokens; those that are null have not been counted. */
  final void usage(Map<AttributeKey<Long>, Long> usage) {
    reported = usage;
  }

  final boolean hasUsage() {
    return reported != null;
  }

  /** It failed. */
  final void error(@Nullable String type) {
    if (type != null || said == null) { // what says nothing changes nothing
      said = type == null ? NO_CODE : type;
    }
  }

  static boolean isFilledText(JsonNode value) {
    return value.isTextual() && !value.textValue().isEmpty();
  }

  static boolean isFilled(JsonNode value) {
    return value.isContainerNode() && !value.isEmpty();
  }

  static @Nullable String text(JsonNode value) {
    return isFilledText(value) ? value.textValue() : null;
  }

  /** As Java casts: cut towards zero, and to what fits. */
  static long whole(JsonNode number) {
    return number.isIntegralNumber()
        ? number.bigIntegerValue().min(LARGEST).max(LARGEST.negate()).longValueExact()
        : (long) number.doubleValue();
  }

  /** Null if it is no count. */
  static @Nullable Long count(JsonNode value) {
    long count = value.isNumber() ? whole(value) : -1;
    return count < 0 || count == Long.MAX_VALUE ? null : count;
  }

  /** A count, if it is one, under that key. */
  static void put(Map<AttributeKey<Long>, Long> usage, AttributeKey<Long> key, JsonNode value) {
    put(usage, key, count(value));
  }

  static void put(
      Map<AttributeKey<Long>, Long> usage, AttributeKey<Long> key, @Nullable Long count) {
    if (count != null) {
      usage.put(key, count);
    }
  }

  /** The sum of those that are known; null if none is, or if it does not fit. */
  static @Nullable Long sum(@Nullable Long... parts) {
    BigInteger sum = null;
    for (Long part : parts) {
      if (part != null) {
        sum = (sum == null ? BigInteger.ZERO : sum).add(BigInteger.valueOf(part));
      }
    }
    return sum == null || sum.compareTo(LARGEST) > 0 ? null : (Long) sum.longValueExact();
  }

  /** Fails if the span does not say the same. */
  final void compare(Attributes actual, boolean isStream) {
    String events = all.toString();
    if (!isUnsteady) {
      assertThat(actual.get(GenAiAttributes.RESPONSE_ID)).as(events).isEqualTo(id);
      assertThat(actual.get(GenAiAttributes.RESPONSE_MODEL)).as(events).isEqualTo(model);
    }
    List<String> expected =
        reasons.isEmpty()
            ? null
            : IntStream.rangeClosed(0, reasons.lastKey())
                .mapToObj(choice -> reasons.getOrDefault(choice, "error"))
                .toList();
    assertThat(actual.get(GenAiAttributes.RESPONSE_FINISH_REASONS)).as(events).isEqualTo(expected);
    for (AttributeKey<Long> key : COUNTS) {
      assertThat(actual.get(key)).as("%s of %s", key, events).isEqualTo(counts.get(key));
    }
    String failure = actual.get(StreamAttributes.ERROR_TYPE);
    if (!isCutOff || !PREMATURE.equals(failure)) {
      assertThat(failure).as(events).isEqualTo(error);
    }
    String outcome = error == null ? "complete" : "error";
    assertThat(actual.get(StreamAttributes.OUTCOME))
        .as(events)
        .isEqualTo(isStream ? outcome : null);
    if (isStream) {
      assertThat(actual.get(StreamAttributes.CHUNK_COUNT)).as(events).isEqualTo(chunks);
      assertThat(actual.get(StreamAttributes.BYTES)).as(events).isEqualTo(bytes);
      assertThat(actual.get(StreamAttributes.HEARTBEAT_COUNT))
          .as(events)
          .isEqualTo(heartbeats == 0 ? null : (Long) heartbeats);
    }
  }
}
