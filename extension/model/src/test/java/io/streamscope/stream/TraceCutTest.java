/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Until when callbacks of a stream belong to its trace, and what they belong to then. */
class TraceCutTest {

  private static final long LIMIT = Duration.ofMinutes(5).toNanos();
  private static final ContextKey<String> OWN = ContextKey.named("own");

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final StreamSpan stream = telemetry.open();

  private void after(Duration time) {
    telemetry.clock().advanceNanos(time.toNanos());
    stream.chunk(1);
  }

  private TraceCut cut(long limit) {
    return new TraceCut(stream, stream.nanoTime(), limit);
  }

  @Test
  void youngStream_isCurrent() {
    TraceCut cut = cut(LIMIT);

    after(Duration.ofMinutes(4));

    assertThat(cut.context()).isSameAs(stream.context());
    assertThat(TraceCut.before(cut.context())).isNull();
  }

  @Test
  void oldStream_isLinked() {
    TraceCut cut = cut(LIMIT);

    after(Duration.ofMinutes(5));

    assertThat(Span.fromContext(cut.context()).getSpanContext().isValid()).isFalse();
    assertThat(TraceCut.before(cut.context())).isEqualTo(stream.span().getSpanContext());
    assertThat(cut.context()).isSameAs(cut.context());
  }

  @Test
  void traceThatHasBegun_isNotLinkedAgain() {
    TraceCut cut = cut(LIMIT);
    after(Duration.ofMinutes(5));

    Context below = cut.context().with(telemetry.open().span());

    assertThat(TraceCut.before(below)).isNull();
  }

  @Test
  void whatElseIsInTheContext_stays() {
    StreamSpan none = StreamSpan.none(Context.root().with(OWN, "value"));

    Context old = new TraceCut(none, -LIMIT, LIMIT).context();

    assertThat(old.get(OWN)).isEqualTo("value");
  }

  @Test
  void noLimit_isAlways() {
    TraceCut cut = cut(0);

    after(Duration.ofDays(300));

    assertThat(cut.context()).isSameAs(stream.context());
  }
}
