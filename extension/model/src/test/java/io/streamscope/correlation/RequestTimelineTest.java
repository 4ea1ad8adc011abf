/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.streamscope.stream.StreamSpan;
import io.streamscope.stream.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RequestTimelineTest {

  private final Context context = RequestTimeline.start(Context.root(), 100);
  private final RequestTimeline timeline = RequestTimeline.fromContext(context);

  @Test
  void start_isInTheContext() {
    assertThat(timeline.startNanos()).isEqualTo(100);
    assertThat(RequestTimeline.fromContext(Context.root())).isNull();
  }

  @Test
  void nestedRetrieval_countsOnce() {
    timeline.retrievalStarted(100);
    timeline.retrievalStarted(110);
    timeline.retrievalEnded(120);
    timeline.retrievalEnded(150);

    assertThat(timeline.retrievalNanos(500)).isEqualTo(50);
  }

  @Test
  void overlappingRetrieval_countsOnce() {
    timeline.retrievalStarted(100);
    timeline.retrievalStarted(130);
    timeline.retrievalEnded(140);
    timeline.retrievalEnded(180);

    assertThat(timeline.retrievalNanos(500)).isEqualTo(80);
  }

  @Test
  void separateRetrievals_addUp() {
    timeline.retrievalStarted(100);
    timeline.retrievalEnded(110);
    timeline.retrievalStarted(200);
    timeline.retrievalEnded(230);

    assertThat(timeline.retrievalNanos(500)).isEqualTo(40);
  }

  @Test
  void retrievalUnderWay_countsUpToNow() {
    timeline.retrievalStarted(100);
    timeline.retrievalEnded(110);
    timeline.retrievalStarted(200);

    assertThat(timeline.retrievalNanos(250)).isEqualTo(60);
    assertThat(timeline.retrievalNanos(150)).isEqualTo(10);
  }

  @Test
  void endWithoutStart_isIgnored() {
    timeline.retrievalEnded(100);
    timeline.retrievalStarted(200);
    timeline.retrievalEnded(210);
    timeline.retrievalEnded(300);

    assertThat(timeline.retrievalNanos(500)).isEqualTo(10);
  }

  @Test
  void randomRetrievals_areTheLengthOfTheirUnion() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      boolean[] covered = new boolean[1_000];
      List<long[]> events = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        int from = random.nextInt(900);
        int to = from + 1 + random.nextInt(99);
        Arrays.fill(covered, from, to, true);
        events.add(new long[] {from, 0});
        events.add(new long[] {to, 1});
      }
      events.sort(Comparator.<long[]>comparingLong(event -> event[0]).thenComparing(e -> e[1]));
      RequestTimeline fresh = RequestTimeline.fromContext(RequestTimeline.start(Context.root(), 0));

      for (long[] event : events) {
        if (event[1] == 0) {
          fresh.retrievalStarted(event[0]);
        } else {
          fresh.retrievalEnded(event[0]);
        }
      }

      long union = 0;
      for (boolean each : covered) {
        union += each ? 1 : 0;
      }
      assertThat(fresh.retrievalNanos(2_000)).isEqualTo(union);
    }
  }

  @Test
  void retrievalOnManyThreads_countsOnce() {
    timeline.retrievalStarted(100);
    Threads.race(
        8,
        number -> {
          for (int i = 0; i < 10_000; i++) {
            timeline.retrievalStarted(200);
            timeline.retrievalEnded(300);
          }
        });
    timeline.retrievalEnded(400);

    assertThat(timeline.retrievalNanos(500)).isEqualTo(300);
  }

  @Test
  void downstreamGone_isToldToOpenCallsOnly() {
    Feed over = call();
    Feed open = call();
    over.over();

    timeline.downstreamGone(300);

    assertThat(isOrphaned(over)).isFalse();
    assertThat(isOrphaned(open)).isTrue();
  }

  @Test
  void moreOpenCallsThanTheLimit_memoryIsBounded() {
    List<Feed> calls = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      calls.add(call());
    }

    timeline.downstreamGone(300);

    assertThat(calls).filteredOn(RequestTimelineTest::isOrphaned).hasSize(64);
  }

  private Feed call() {
    Feed call = Feed.of(context, Feed.Kind.STREAMED_MODEL, 110, fed -> {});
    call.opened(StreamSpan.none(context));
    return call;
  }

  /** What arrives is counted only once nobody reads it. */
  private static boolean isOrphaned(Feed call) {
    call.onChunks(1, 400);
    return call.orphanedChunks() == 1;
  }
}
