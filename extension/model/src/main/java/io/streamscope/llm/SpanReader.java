/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/** Reads spans that others have started, which the API does not allow. Thread-safe. */
public interface SpanReader {

  /** What a span says, open or ended; null if it says nothing, or is not recorded. */
  <T> @Nullable T attribute(Span span, AttributeKey<T> key);
}
