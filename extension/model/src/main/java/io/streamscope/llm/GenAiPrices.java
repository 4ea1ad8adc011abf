/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.streamscope.config.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What tokens cost, as the user's own list has it; there is no other one. Lines of {@code provider,
 * model pattern, currency, input, cached input, output, reasoning}: prices for a million tokens, in
 * a pattern a star stands for anything, the first line that fits counts. Without a price of its own
 * cached input costs what input does, and reasoning what output does. Immutable.
 */
public final class GenAiPrices {

  private static final int CELLS = 7;
  private static final int CELLS_MIN = 6;
  private static final double MILLION = 1e6;
  private static final GenAiPrices NONE = new GenAiPrices(List.of());
  private static final AtomicReference<@Nullable GenAiPrices> CURRENT = new AtomicReference<>();

  private final List<Price> prices;

  private GenAiPrices(List<Price> prices) {
    this.prices = prices;
  }

  /** Those in force; none unless the user has a list. */
  public static GenAiPrices get() {
    GenAiPrices prices = CURRENT.get();
    return prices == null ? NONE : prices;
  }

  /** Makes them the ones in force, unless there are some already. */
  public static void install(GenAiPrices prices) {
    CURRENT.compareAndSet(null, prices);
  }

  /**
   * Reads a list.
   *
   * @param lines of CSV; empty ones, and those that begin with {@code #}, say nothing
   * @param problems is told of every line that cannot be understood, which is then left out
   */
  public static GenAiPrices read(List<String> lines, Consumer<String> problems) {
    List<Price> prices = new ArrayList<>();
    for (String line : lines) {
      String text = line.trim();
      if (!text.isEmpty() && text.charAt(0) != '#') {
        Price price = Price.of(text.split(",", -1));
        if (price == null) {
          problems.accept(text);
        } else {
          prices.add(price);
        }
      }
    }
    return new GenAiPrices(List.copyOf(prices));
  }

  /** The price of a model, null if it is not in the list. */
  @Nullable Price of(String provider, @Nullable String model) {
    if (model != null) {
      for (Price price : prices) {
        if (Wildcard.matches(price.provider, provider) && Wildcard.matches(price.model, model)) {
          return price;
        }
      }
    }
    return null;
  }

  /**
   * One line; prices for a million tokens.
   *
   * @param provider a pattern
   * @param model a pattern
   */
  record Price(
      String provider,
      String model,
      String currency,
      double input,
      double cachedInput,
      double output,
      double reasoning) {

    private static @Nullable Price of(String[] cells) {
      if (cells.length < CELLS_MIN || cells.length > CELLS) {
        return null;
      }
      try {
        double input = Double.parseDouble(cells[3].trim());
        double output = Double.parseDouble(cells[5].trim());
        return new Price(
            cells[0].trim(),
            cells[1].trim(),
            cells[2].trim(),
            input,
            number(cells[4], input),
            output,
            number(cells.length < CELLS ? "" : cells[6], output));
      } catch (NumberFormatException none) {
        return null;
      }
    }

    private static double number(String cell, double otherwise) {
      return cell.isBlank() ? otherwise : Double.parseDouble(cell.trim());
    }

    /** What was used costs so much; negative if the provider has reported nothing. */
    double of(GenAiUsage usage) {
      long in = usage.count(TokenKind.INPUT);
      long out = usage.count(TokenKind.OUTPUT);
      if (in < 0 && out < 0) {
        return -1;
      }
      long cached = part(usage.count(TokenKind.CACHE_READ), in);
      long thought = part(usage.count(TokenKind.REASONING), out);
      return ((Math.max(0, in) - cached) * input
              + cached * cachedInput
              + (Math.max(0, out) - thought) * output
              + thought * reasoning)
          / MILLION;
    }

    private static long part(long part, long whole) {
      return Math.max(0, Math.min(part, whole));
    }
  }
}
