/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.streamscope.config.ConfigKey;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.stream.OpenStreams;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.Threads;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class GenAiOwnerTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.with(ConfigKey.IDLE_LIMIT, "1m");
  private final OpenStreams openStreams = telemetry.runtime().openStreams();
  private final Models models = new Models(telemetry);

  @Test
  void ownerOfABlockingCallCollected_isAbandoned() {
    GenAiCall call = models.ask();
    collect(owned(call));
    telemetry.clock().advanceMillis(300);

    openStreams.sweep();
    call.end(null);

    assertThat(call.isOver()).isTrue();
    assertThat(outcome()).isEqualTo("abandoned gc");
    assertThat(openStreams.size()).isZero();
    assertThat(telemetry.histogram("gen_ai.client.operation.duration").values())
        .singleElement()
        .satisfies(point -> assertThat(point.getSum()).isEqualTo(0.3));
  }

  @Test
  void blockingCallIdleAfterItsAnswer_isAbandoned() {
    GenAiCall call = models.ask();
    telemetry.clock().advanceMillis(120_000);
    openStreams.sweep();
    assertThat(call.isOver()).isFalse();
    call.ownedBy(this);
    call.answerArrived();
    telemetry.clock().advanceMillis(60_001);

    openStreams.sweep();

    assertThat(outcome()).isEqualTo("abandoned idle");
  }

  @Test
  void blockingCallEnded_isNoLongerWatched() {
    GenAiCall call = models.ask();
    call.ownedBy(this);
    assertThat(openStreams.size()).isEqualTo(1);

    call.end(null);
    call.ownedBy(this);

    assertThat(openStreams.size()).isZero();
    assertThat(outcome()).isEqualTo("null null");
  }

  @Test
  void ownedAndEndedAtOnce_isNeitherWatchedNorAbandonedForEver() {
    for (int round = 0; round < 500; round++) {
      GenAiCall call = models.ask();
      Threads.race(
          2,
          number -> {
            if (number == 0) {
              call.end(null);
            } else {
              call.ownedBy(this);
            }
          });
    }
    telemetry.clock().advanceMillis(60_001);

    openStreams.sweep();

    assertThat(openStreams.size()).isZero();
    assertThat(telemetry.spans()).hasSize(500);
  }

  @Test
  void ownerOfAStreamedCallCollected_isAbandoned() {
    GenAiCall call = models.stream();
    call.delta(new GenAiDelta().content(1));
    collect(owned(call));

    openStreams.sweep();

    assertThat(outcome()).isEqualTo("abandoned gc");
  }

  @Test
  void disownedStreamedCall_outlivesItsOwner() {
    GenAiCall call = models.stream();
    WeakReference<Object> gone = owned(call);
    call.disowned();
    collect(gone);

    openStreams.sweep();

    assertThat(call.isOver()).isFalse();
    call.complete();
    assertThat(outcome()).isEqualTo("complete null");
  }

  @Test
  void callOfNobody_isNotWatched() {
    GenAiCall outer = models.ask();
    GenAiCall covered = models.start(Models.chat(false), outer.context());

    covered.ownedBy(this);
    covered.disowned();
    covered.abandon("gc");

    assertThat(openStreams.size()).isEqualTo(1); // the outer one
    assertThat(telemetry.spans()).isEmpty();
  }

  @Test
  void abandonedEmbedding_endsTheRetrieval() {
    Context request = RequestTimeline.start(Context.root(), telemetry.clock().getAsLong());
    GenAiCall embedding = models.start(Models.embeddings(), request);
    telemetry.clock().advanceNanos(40);
    embedding.abandon("gc");
    telemetry.clock().advanceNanos(40);

    long retrieval =
        RequestTimeline.fromContext(request).retrievalNanos(telemetry.clock().getAsLong());
    assertThat(retrieval).isEqualTo(40);
  }

  private static WeakReference<Object> owned(GenAiCall call) {
    Object owner = new Object();
    call.ownedBy(owner);
    return new WeakReference<>(owner);
  }

  private static void collect(WeakReference<Object> reference) {
    for (int i = 0; i < 1_000 && !reference.refersTo(null); i++) {
      System.gc();
    }
    assertThat(reference.refersTo(null)).isTrue();
  }

  private String outcome() {
    return telemetry.span().getAttributes().get(StreamAttributes.OUTCOME)
        + " "
        + telemetry.span().getAttributes().get(StreamAttributes.CANCEL_REASON);
  }
}
