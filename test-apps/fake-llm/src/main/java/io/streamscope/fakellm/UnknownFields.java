/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

/** Members that no version of any protocol has, as providers add them from one day to the next. */
final class UnknownFields {
  private static final String MEMBERS =
      "\"x_new\":{\"usage\":{\"output_tokens\":999,\"completion_tokens\":999},\"id\":\"no id\","
          + "\"choices\":[[{\"text\":\"no choice\"}]],\"done\":true},"
          + "\"x_null\":null,\"x_number\":-1.5e-3";

  private UnknownFields() {}

  /** A document with more members before its own; the same if it is no object. */
  static String in(String json) {
    if (!json.startsWith("{")) {
      return json;
    }
    return "{" + MEMBERS + (json.startsWith("{}") ? "" : ",") + json.substring(1);
  }

  static Frame in(Frame frame) {
    return new Frame(frame.name(), in(frame.data()), frame.counted());
  }
}
