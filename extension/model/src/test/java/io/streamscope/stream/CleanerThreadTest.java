/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import java.lang.ref.Cleaner;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CleanerThreadTest {

  private static final int COLLECTIONS_MAX = 2000;

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();

  @Test
  void streamThatACleanerCloses_isAbandoned() {
    StreamSpan stream = stream();

    onACleaner(stream::cancel);

    assertThat(outcome()).isEqualTo("abandoned");
    assertThat(reason()).isEqualTo("gc");
  }

  @Test
  void streamThatACleanerCloses_afterItsEndStaysComplete() {
    StreamSpan stream = stream();
    stream.complete();

    onACleaner(stream::cancel);

    assertThat(outcome()).isEqualTo("complete");
  }

  @Test
  void streamThatAThreadOfThatNameCloses_isCancelled() throws InterruptedException {
    StreamSpan stream = stream();

    Thread thread = new Thread(stream::cancel, "Cleaner-0");
    thread.start();
    thread.join();

    assertThat(outcome()).isEqualTo("cancelled");
    assertThat(reason()).isEqualTo("application");
  }

  private StreamSpan stream() {
    return telemetry
        .streams()
        .start(StreamStart.outbound(Context.root(), StreamProtocol.SSE, "/chat", 0, null));
  }

  private @Nullable String outcome() {
    return telemetry.span().getAttributes().get(StreamAttributes.OUTCOME);
  }

  private @Nullable String reason() {
    return telemetry.span().getAttributes().get(StreamAttributes.CANCEL_REASON);
  }

  /** Waits until the JDK has run it. */
  private static void onACleaner(Runnable action) {
    CompletableFuture<Void> ran = new CompletableFuture<>();
    Cleaner.create()
        .register(
            new Object(),
            () -> {
              action.run();
              ran.complete(null);
            });
    for (int i = 0; i < COLLECTIONS_MAX && !ran.isDone(); i++) {
      System.gc();
    }
    ran.join();
  }
}
