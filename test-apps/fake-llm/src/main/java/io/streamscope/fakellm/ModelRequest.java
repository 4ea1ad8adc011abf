/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

/**
 * What matters of a question to a model.
 *
 * @param model the model asked for
 * @param stream whether to answer in pieces
 * @param question the text of the last user message
 * @param context the text of all messages of the system
 * @param promptTokens an estimate over all messages, see {@link #estimateTokens}
 * @param toolName the function of the first tool offered
 * @param body all of the request
 */
record ModelRequest(
    String model,
    boolean stream,
    String question,
    String context,
    long promptTokens,
    String toolName,
    Json body) {

  /** One token for each four characters begun. */
  static long estimateTokens(String text) {
    return (text.length() + 3L) / 4;
  }
}
