/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

class OpenAiResponsesWireFuzzTest {

  @FuzzTest
  void anyAnswer_isReadAsItsTreesSay(byte[] input) {
    WireComparison.of(WireFamily.OPENAI_RESPONSES, input);
  }
}
