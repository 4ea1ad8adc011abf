/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What calls cost by a list of prices, worked out by hand. */
class GenAiPricesTest {

  private static final List<String> LIST =
      List.of(
          "# provider,model pattern,currency,input,cached input,output,reasoning",
          "openai,gpt-4o-mini*,USD,0.15,0.075,0.60",
          "openai, gpt-4o*, USD, 2.50, 1.25, 10, 12",
          "",
          "*,*,EUR,1,,2,");

  private final List<String> problems = new ArrayList<>();

  private GenAiPrices.Price price(String provider, String model) {
    return requireNonNull(GenAiPrices.read(LIST, problems::add).of(provider, model));
  }

  @Test
  void everyKindOfToken_hasItsPrice() {
    GenAiUsage usage =
        GenAiUsage.of(1_000, 500).with(TokenKind.CACHE_READ, 400).with(TokenKind.REASONING, 100);

    // 600 at 2.50, 400 at 1.25, 400 at 10, 100 at 12, for a million each
    assertThat(price("openai", "gpt-4o-2024-08-06").of(usage))
        .isCloseTo(0.0015 + 0.0005 + 0.004 + 0.0012, within(1e-12));
  }

  @Test
  void whatHasNoPriceOfItsOwn_costsWhatItIsPartOf() {
    GenAiUsage usage =
        GenAiUsage.of(10, 20).with(TokenKind.CACHE_READ, 5).with(TokenKind.REASONING, 6);

    assertThat(price("mistral_ai", "small").of(usage)).isCloseTo(5e-5, within(1e-15));
  }

  @Test
  void firstLineThatFits_counts() {
    assertThat(price("openai", "gpt-4o-mini").input()).isEqualTo(0.15);
    assertThat(price("openai", "gpt-4o-mini").reasoning()).isEqualTo(0.60);
    assertThat(price("openai", "o3").currency()).isEqualTo("EUR");
    assertThat(problems).isEmpty();
  }

  @Test
  void callWithoutUsage_hasNoCost() {
    assertThat(price("openai", "gpt-4o").of(GenAiUsage.UNKNOWN)).isNegative();
    assertThat(price("openai", "gpt-4o").of(GenAiUsage.of(7, -1)))
        .isCloseTo(1.75e-5, within(1e-15));
  }

  @Test
  void lineThatIsNone_isToldOf() {
    GenAiPrices prices =
        GenAiPrices.read(
            List.of("openai,gpt-4o,USD,cheap,,1", "a,b,c", "x,y,z,1,1,1"), problems::add);

    assertThat(problems).containsExactly("openai,gpt-4o,USD,cheap,,1", "a,b,c");
    assertThat(prices.of("openai", "gpt-4o")).isNull();
    assertThat(prices.of("x", null)).isNull();
    assertThat(prices.of("x", "y")).isNotNull();
  }
}
