/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.util.concurrent.CountDownLatch;

/** An application that says where it listens, and does not end when it is told to. */
public final class Stubborn {

  private Stubborn() {}

  /** Waits for ever, and so does its shutdown. */
  public static void main(String[] arguments) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(Stubborn::forEver));
    System.out.println("stubborn listening on http://127.0.0.1:9");
    forEver();
  }

  private static void forEver() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
