/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One request.
 *
 * @param url whole
 * @param lastEventId of the stream that this one goes on with, if any
 * @param timeout for the headers and for every byte after them
 */
record Ask(String url, @Nullable String lastEventId, Duration timeout) {

  static final String ACCEPT = "text/event-stream, application/x-ndjson, application/json";

  private static final Pattern LATE = Pattern.compile("late=([0-9]+)");

  /** What the application asks for before this, null for nothing. */
  @Nullable String before() {
    int knob = url.indexOf("&before=");
    return knob < 0
        ? null
        : url.replace("/stream?", "/before?")
                .replaceFirst("scenario=.*", "scenario=before&n=1&type=json&")
            + url.substring(knob + "&before=".length());
  }

  /** Lets time pass between assembling the request and subscribing to it, if that is asked for. */
  void awaitSubscription() {
    Matcher late = LATE.matcher(url);
    if (late.find()) {
      try {
        // a wait that nobody ends: the application has better things to do
        boolean unused =
            new CountDownLatch(1).await(Long.parseLong(late.group(1)), TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
