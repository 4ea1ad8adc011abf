/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.streamscope.fuzz.WireFamily.Framing;
import org.jspecify.annotations.Nullable;

/**
 * An answer of a family, in pieces of any size, read from its bytes and compared with what its
 * trees say.
 */
final class WireComparison {

  private static final int EVENTS_MAX = 48;
  private static final int REFUSED = 429;

  private final FuzzInput decisions;
  private final WireFamily family;
  private final WireReference expected;
  private final StringBuilder bytes = new StringBuilder();
  private boolean isAmbiguous;

  private WireComparison(byte[] input, WireFamily family) {
    this.decisions = new FuzzInput(input);
    this.family = family;
    this.expected = family.reference();
  }

  /** Fails if they differ. */
  static void of(WireFamily family, byte[] input) {
    WireComparison comparison = new WireComparison(input, family);
    if (comparison.decisions.below(4) == 3) {
      comparison.whole();
    } else {
      comparison.streamed();
    }
  }

  private void streamed() {
    Delivery delivery = new Delivery(decisions.plan());
    boolean isTyped = decisions.below(4) != 3 || !family.asksForStreams();
    boolean isNamed = decisions.flag();
    WireProvider provider = new WireProvider(decisions, family);
    for (int i = 0; i < EVENTS_MAX && !decisions.isEmpty(); i++) {
      String event = provider.event();
      isAmbiguous |= JacksonTree.isAmbiguous(event);
      add(event, isNamed ? name() : null, i == 0);
    }
    if (bytes.isEmpty() || isAmbiguous) {
      return;
    }
    String type = family.framing() == Framing.LINES ? "application/x-ndjson" : "text/event-stream";
    ModelExchange exchange = exchange(true, 200, isTyped ? type : "application/json");
    expected.compare(exchange.answer(bytes.toString().getBytes(UTF_8), delivery), true);
  }

  private void add(String event, @Nullable String name, boolean isFirst) {
    if (family.framing() == Framing.LINES) {
      String line = event.replace('\n', ' ');
      bytes.append(line).append('\n');
      if (!line.matches("[ \t]*")) {
        expected.event(null, line);
      }
      return;
    }
    if (!isFirst && decisions.below(8) == 1) {
      bytes.append(": still there\n\n");
      expected.comment();
    }
    if (name != null) {
      bytes.append("event: ").append(name).append('\n');
    }
    boolean isTight = decisions.flag();
    for (String line : event.split("\n", -1)) {
      bytes.append(isTight && !line.startsWith(" ") ? "data:" : "data: ").append(line).append('\n');
    }
    bytes.append('\n');
    expected.event(name, event);
  }

  private @Nullable String name() {
    return switch (decisions.below(4)) {
      case 0 -> "response.output_text.delta";
      case 1 -> "response.output_text.done";
      case 2 -> "message";
      default -> null;
    };
  }

  /** A document, or the beginning of one. */
  private void whole() {
    Delivery delivery = new Delivery(decisions.plan());
    int status = decisions.below(4) == 3 ? REFUSED : 200;
    boolean isArray = family.framing() == Framing.EVENTS_OR_ARRAY && decisions.flag();
    int cut = decisions.flag() ? decisions.next() << 8 | decisions.next() : -1;
    String document =
        new WireProvider(decisions, family).document(isArray ? 1 + decisions.below(6) : 1);
    String sent = cut < 0 ? document : document.substring(0, cut % (1 + document.length()));
    sent = new String(sent.getBytes(UTF_8), UTF_8);
    if (JacksonTree.isAmbiguous(sent) || !JacksonTree.isSmall(sent)) {
      return;
    }
    boolean isCut = sent.length() < document.length() && JacksonTree.read(document) != null;
    expected.document(status, sent, isCut);
    ModelExchange exchange = exchange(false, status, "application/json");
    expected.compare(exchange.answer(sent.getBytes(UTF_8), delivery), false);
  }

  private ModelExchange exchange(boolean isStream, int status, String type) {
    return new ModelExchange(family.path(isStream), family.question(isStream), status, type);
  }
}
