/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import java.lang.ref.WeakReference;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Whether the application has given a request up. Thread-safe. */
final class GivingUp {

  private volatile @Nullable WeakReference<Future<?>> future;
  private volatile boolean done;

  /** The application holds a future of the answer, and can give the request up with it. */
  void possibleBy(Future<?> answer) {
    future = new WeakReference<>(answer); // it may lead to the body, whose owner must be free to go
  }

  void done() {
    done = true;
  }

  boolean isDone() {
    if (done) {
      return true;
    }
    WeakReference<Future<?>> issued = future;
    Future<?> answer = issued == null ? null : issued.get();
    return answer != null && answer.isCancelled();
  }
}
