/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Answers of any provider, with oddities and damage, compared with what their trees say. */
class OpenAiAnswerFuzzTest {

  private static final int EVENTS_MAX = 64;

  @DictionaryFile(resourcePath = "openai.dict")
  @FuzzTest
  void anyAnswer_isReadAsItsTreesSay(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    ChatProvider provider = new ChatProvider(decisions);
    RecordedCall call = new RecordedCall();
    ChatReference expected = new ChatReference();

    for (int i = 0; i < EVENTS_MAX && !decisions.isEmpty(); i++) {
      String event = provider.event();
      call.event(event);
      expected.event(event);
    }

    expected.compare(call.end());
  }
}
