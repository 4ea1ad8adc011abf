/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Notes what the container says about an asynchronous request. */
final class ObservingListener implements AsyncListener {

  private final Observations observations;

  ObservingListener(Observations observations) {
    this.observations = observations;
  }

  @Override
  public void onComplete(AsyncEvent event) {
    observations.saw("onComplete");
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    observations.saw("onTimeout");
    event.getAsyncContext().complete();
  }

  @Override
  public void onError(AsyncEvent event) {
    observations.saw("onError", event.getThrowable());
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    observations.saw("onStartAsync");
  }
}
