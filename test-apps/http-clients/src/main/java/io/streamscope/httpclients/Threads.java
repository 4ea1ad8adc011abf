/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

/** Threads by kind: which number a pool is at is a matter of timing. */
final class Threads {

  private Threads() {}

  static String kind(Thread thread) {
    String name = thread.getName();
    if (name.startsWith("OkHttp http")) {
      return "OkHttp Dispatcher"; // named after its call while it is at it
    }
    return name.replaceAll("\\d+", "N");
  }
}
