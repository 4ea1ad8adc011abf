/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a client of an SDK gets to its model.
 *
 * @param baseUrl of the model server, without a path
 * @param headers of each request, which tell the server what to do
 * @param model to ask, named like the scenario
 * @param question to ask it
 */
record Access(String baseUrl, Map<String, String> headers, String model, String question) {

  /** What is asked, nearly always. */
  static final String QUESTION = "How long is the warranty?";

  /** The URL that tells the server what to do, for SDKs that send no headers of others. */
  String baseUrlWithKnobs() {
    String knobs =
        headers.entrySet().stream()
            .map(header -> header.getKey().replace("x-fake-", "") + "=" + header.getValue())
            .collect(Collectors.joining(";"));
    return baseUrl + "/knobs/" + knobs;
  }

  /** The same with one more header. */
  Access with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Access(baseUrl, more, model, question);
  }

  /** The same for another model, which is asked because of what the first one has answered. */
  Access second() {
    return new Access(baseUrl, headers, model + ".second", question);
  }
}
