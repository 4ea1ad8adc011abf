/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.cxf.v3_0;

import io.opentelemetry.context.Context;
import io.streamscope.http.HttpAnswer;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/**
 * Failures of CXF's resources and writers. Before anything is written they become another response
 * or reach the container; after that CXF writes what happened behind what is there.
 */
public final class CxfResponse {

  private CxfResponse() {}

  /** A resource has thrown, or its answer could not be written. */
  public static void failed(@Nullable Throwable failure, Message message) {
    HttpAnswer answer = HttpAnswer.fromContext(Context.current());
    if (failure != null && answer != null && isBegun(answer, message)) {
      answer.failed(applicationsOwn(failure));
    }
  }

  /** Events are written behind CXF's back. */
  private static boolean isBegun(HttpAnswer answer, Message message) {
    return answer.isStreamed() || message.get("http.headers.copied") != null;
  }

  private static Throwable applicationsOwn(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wraps = failure.getClass().getName().startsWith("org.apache.cxf.");
    return wraps && cause != null ? applicationsOwn(cause) : failure;
  }
}
