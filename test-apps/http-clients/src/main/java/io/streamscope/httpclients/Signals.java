/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

/**
 * The signals between a publisher and its subscriber: S(ubscribed), R(equest), N(ext), X (cancel),
 * C(omplete), E(rror).
 */
final class Signals {

  private final StringBuilder order = new StringBuilder(); // guarded by order

  void saw(char signal) {
    synchronized (order) {
      order.append(signal);
    }
  }

  /** All of them, one letter each. */
  String exact() {
    synchronized (order) {
      return order.toString();
    }
  }

  /** The same without how often a piece was asked for and came: that is a matter of timing. */
  String shape() {
    return exact().replaceAll("(RN)+(?=R)", "(RN)*").replaceAll("(?<![(])RN+", "RN*");
  }
}
