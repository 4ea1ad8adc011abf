/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.util.Map;

/**
 * How a client of an SDK gets to its model.
 *
 * @param baseUrl of the model server, without a path
 * @param headers of each request, which tell the server what to do
 * @param model to ask, named like the scenario
 */
record Access(String baseUrl, Map<String, String> headers, String model) {

  /** What is asked, always. */
  static final String QUESTION = "How long is the warranty?";
}
