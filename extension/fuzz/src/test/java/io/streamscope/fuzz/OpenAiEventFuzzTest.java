/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * Any lines as the events of a call, all of them and each by itself. Each comes twice: the second
 * time its shape is known, if it is one that is learned.
 */
class OpenAiEventFuzzTest {

  private static final int ALONE_MAX = 8;

  @DictionaryFile(resourcePath = "openai.dict")
  @FuzzTest
  void anyEvents_areReadWithoutFailing(byte[] input) {
    List<String> events = List.of(new String(input, UTF_8).split("\n", -1));

    compare(events);
    events.stream().distinct().limit(ALONE_MAX).forEach(event -> compare(List.of(event)));
  }

  private static void compare(List<String> events) {
    RecordedCall call = new RecordedCall();
    ChatReference expected = new ChatReference();
    for (String event : events) {
      call.event(event);
      call.event(event);
      expected.event(event);
      expected.event(event);
    }
    expected.compare(call.end());
  }
}
