/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.resteasy.v4_0;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpAnswer;
import io.streamscope.stream.StreamSpan;
import org.jboss.resteasy.spi.HttpRequest;
import org.jboss.resteasy.spi.HttpResponse;

/**
 * Failures of RESTEasy's resources and writers. Before the response is committed they become
 * another response or reach the container; after that RESTEasy drops them.
 */
public final class ResteasyResponse {

  private static final String RESTEASY = "org.jboss.resteasy.";
  private static final VirtualField<HttpRequest, HttpAnswer> answers =
      VirtualField.find(HttpRequest.class, HttpAnswer.class);

  private ResteasyResponse() {}

  /** A request has come in; the context of its SERVER span is current. */
  public static void begin(HttpRequest request) {
    answers.set(request, HttpAnswer.fromContext(Context.current()));
  }

  /** A resource has thrown, its answer could not be written, or its deadline has passed. */
  public static void failed(HttpRequest request, HttpResponse response, Throwable failure) {
    HttpAnswer answer = answers.get(request);
    if (answer == null || !response.isCommitted()) {
      return;
    }
    StreamSpan open = answer.stream();
    if (open != null && isDeadline(failure)) {
      open.timeout();
    } else {
      answer.failed(applicationsOwn(failure));
    }
  }

  /** Whether it was made by RESTEasy for the deadline of an {@code AsyncResponse}. */
  private static boolean isDeadline(Throwable failure) {
    StackTraceElement[] stack = failure.getStackTrace();
    return stack.length > 0
        && stack[0].getMethodName().equals("handleTimeout")
        && stack[0].getClassName().startsWith(RESTEASY);
  }

  private static Throwable applicationsOwn(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wraps = failure.getClass().getName().startsWith(RESTEASY);
    return wraps && cause != null ? applicationsOwn(cause) : failure;
  }
}
