/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.vector;

import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.assertThat;
import static io.opentelemetry.sdk.testing.assertj.OpenTelemetryAssertions.equalTo;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.config.StreamscopeConfig;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.stream.MuteException;
import io.streamscope.stream.RecordedTelemetry;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.Threads;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LookupTest {

  private final RecordedTelemetry telemetry = RecordedTelemetry.create();
  private final VectorTelemetry vectors = VectorTelemetry.create(telemetry.streams());

  @Test
  void storeCall_isADatabaseClientSpan() {
    Lookup lookup =
        vectors.startCall(new VectorRequest("milvus", "search", "docs"), 0, Context.root());

    lookup.end(7, null);

    assertThat(telemetry.span())
        .hasName("search docs")
        .hasKind(SpanKind.CLIENT)
        .hasStatus(StatusData.unset())
        .hasEventsSatisfyingExactly()
        .hasAttributesSatisfyingExactly(
            equalTo(VectorAttributes.SYSTEM_NAME, "milvus"),
            equalTo(VectorAttributes.OPERATION_NAME, "search"),
            equalTo(VectorAttributes.COLLECTION_NAME, "docs"),
            equalTo(VectorAttributes.RETURNED_ROWS, 7));
  }

  @Test
  void unknownCollectionAndResult_areLeftOut() {
    vectors.startCall(new VectorRequest("qdrant", "upsert", null), 0, Context.root()).end(-1, null);

    assertThat(telemetry.span())
        .hasName("upsert")
        .hasAttributesSatisfyingExactly(
            equalTo(VectorAttributes.SYSTEM_NAME, "qdrant"),
            equalTo(VectorAttributes.OPERATION_NAME, "upsert"));
  }

  @Test
  void emptyResult_isARowCountOfZero() {
    vectors.startCall(new VectorRequest("qdrant", "search", null), 0, Context.root()).end(0, null);

    assertThat(telemetry.span().getAttributes().get(VectorAttributes.RETURNED_ROWS)).isZero();
  }

  @Test
  void storeBehindAWrapper_saysWhatMakeItIsAndHasNoSpan() {
    Lookup lookup =
        vectors.startCall(
            new VectorRequest(VectorRequest.OTHER, "search", null), 0, Context.root());
    Lookup inner =
        vectors.startCall(new VectorRequest("qdrant", "search", null), 0, lookup.context());
    vectors
        .startCall(new VectorRequest(VectorRequest.OTHER, "search", null), 0, inner.context())
        .end(9, null);
    inner.end(9, new IOException("inner"));

    lookup.end(1, null);

    assertThat(inner.context()).isSameAs(lookup.context());
    assertThat(telemetry.span())
        .hasStatus(StatusData.unset())
        .hasAttributesSatisfyingExactly(
            equalTo(VectorAttributes.SYSTEM_NAME, "qdrant"),
            equalTo(VectorAttributes.OPERATION_NAME, "search"),
            equalTo(VectorAttributes.RETURNED_ROWS, 1));
  }

  @Test
  void lookupInTheContextOfOneThatIsOver_hasItsOwnSpan() {
    Lookup first = vectors.startRetrieval("a", 0, Context.root());
    first.end(1, null);

    vectors.startRetrieval("b", 0, first.context()).end(1, null);

    assertThat(telemetry.spans()).hasSize(2);
  }

  @Test
  void retriever_isARetrievalSpan() {
    vectors.startRetrieval("handbook", 5, Context.root()).end(-1, null);

    assertThat(telemetry.span())
        .hasName("retrieval handbook")
        .hasKind(SpanKind.CLIENT)
        .hasAttributesSatisfyingExactly(
            equalTo(GenAiAttributes.OPERATION_NAME, "retrieval"),
            equalTo(GenAiAttributes.DATA_SOURCE_ID, "handbook"),
            equalTo(GenAiAttributes.RETRIEVAL_TOP_K, 5));
  }

  @Test
  void retrieverWithStoreBelow_isItsParent() {
    Lookup retrieval = vectors.startRetrieval(null, 0, Context.root());
    Lookup search =
        vectors.startCall(new VectorRequest("milvus", "search", null), 4, retrieval.context());
    search.end(4, null);

    retrieval.end(-1, null);

    assertThat(telemetry.spans()).hasSize(2);
    assertThat(telemetry.spans().get(0)).hasName("search").hasParent(telemetry.spans().get(1));
    assertThat(telemetry.spans().get(1))
        .hasName("retrieval")
        .hasAttributesSatisfyingExactly(
            equalTo(GenAiAttributes.OPERATION_NAME, "retrieval"),
            equalTo(GenAiAttributes.RETRIEVAL_TOP_K, 4));
  }

  @Test
  void failure_isRecordedOnce() {
    Lookup lookup =
        vectors.startCall(new VectorRequest("milvus", "search", null), 0, Context.root());

    lookup.end(-1, new IOException("refused"));
    lookup.end(3, null);

    assertThat(telemetry.span())
        .hasStatus(StatusData.create(StatusCode.ERROR, "refused"))
        .hasAttributesSatisfyingExactly(
            equalTo(VectorAttributes.SYSTEM_NAME, "milvus"),
            equalTo(VectorAttributes.OPERATION_NAME, "search"),
            equalTo(StreamAttributes.ERROR_TYPE, "java.io.IOException"));
    assertThat(telemetry.eventNames()).containsExactly("exception");
  }

  @Test
  void exceptionThatCannotTellItsMessage_isAnErrorAllTheSame() {
    vectors
        .startCall(new VectorRequest("milvus", "search", null), 0, Context.root())
        .end(-1, new MuteException());

    assertThat(telemetry.span())
        .hasStatus(StatusData.error())
        .hasAttribute(equalTo(StreamAttributes.ERROR_TYPE, MuteException.class.getName()));
  }

  @Test
  void manyThreadsEndAtOnce_oneEndingWins() {
    Context request = RequestTimeline.start(Context.root(), telemetry.clock().getAsLong());
    Lookup other = vectors.startRetrieval(null, 0, request);
    for (int round = 0; round < 50; round++) {
      Lookup lookup = vectors.startRetrieval(null, 0, request);
      Threads.race(8, number -> lookup.end(number, null));
    }
    telemetry.clock().advanceMillis(5);
    other.end(-1, null);

    assertThat(telemetry.spans()).hasSize(51);
    assertThat(RequestTimeline.fromContext(request).retrievalNanos(Long.MAX_VALUE))
        .isEqualTo(5_000_000);
  }

  @Test
  void lookups_countAsRetrievalOfTheRequest() {
    Context request = RequestTimeline.start(Context.root(), telemetry.clock().getAsLong());
    Lookup retrieval = vectors.startRetrieval(null, 0, request);
    telemetry.clock().advanceMillis(10);
    Lookup search =
        vectors.startCall(new VectorRequest("milvus", "search", null), 0, retrieval.context());
    telemetry.clock().advanceMillis(20);
    search.end(1, new IOException("refused"));
    telemetry.clock().advanceMillis(10);
    retrieval.end(-1, null);
    telemetry.clock().advanceMillis(100);

    assertThat(RequestTimeline.fromContext(request).retrievalNanos(telemetry.clock().getAsLong()))
        .isEqualTo(40_000_000);
  }

  @Test
  void unsampled_countsAsRetrievalAllTheSame() {
    RecordedTelemetry unsampled = RecordedTelemetry.unsampled(StreamscopeConfig.defaults());
    Context request = RequestTimeline.start(Context.root(), unsampled.clock().getAsLong());
    Lookup lookup = VectorTelemetry.create(unsampled.streams()).startRetrieval("docs", 1, request);
    unsampled.clock().advanceMillis(10);

    lookup.end(1, null);

    assertThat(unsampled.spans()).isEmpty();
    assertThat(RequestTimeline.fromContext(request).retrievalNanos(unsampled.clock().getAsLong()))
        .isEqualTo(10_000_000);
  }

  @Test
  void context_hasTheSpanOnTopOfTheParent() {
    Span parent = telemetry.streams().tracer().spanBuilder("parent").startSpan();

    Lookup lookup = vectors.startRetrieval(null, 0, Context.root().with(parent));
    lookup.end(-1, null);

    assertThat(Span.fromContext(lookup.context()).getSpanContext())
        .isEqualTo(telemetry.span().getSpanContext());
    assertThat(telemetry.span()).hasParentSpanId(parent.getSpanContext().getSpanId());
  }
}
