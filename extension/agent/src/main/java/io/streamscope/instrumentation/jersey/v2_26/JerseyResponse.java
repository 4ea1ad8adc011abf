/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jersey.v2_26;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpAnswer;
import io.streamscope.stream.StreamSpan;
import java.io.OutputStream;
import org.glassfish.jersey.internal.PropertiesDelegate;
import org.glassfish.jersey.message.internal.CommittingOutputStream;
import org.glassfish.jersey.server.internal.process.RequestProcessingContext;
import org.jspecify.annotations.Nullable;

/**
 * Failures of Jersey's resources and writers. Before the response is committed they become another
 * response or reach the container; after that Jersey only logs them.
 */
public final class JerseyResponse {

  private static final VirtualField<PropertiesDelegate, HttpAnswer> answers =
      VirtualField.find(PropertiesDelegate.class, HttpAnswer.class);

  private JerseyResponse() {}

  /** A request has come in; the context of its SERVER span is current. */
  public static void begin(RequestProcessingContext request) {
    answers.set(
        request.request().getPropertiesDelegate(), HttpAnswer.fromContext(Context.current()));
  }

  /** A resource has thrown; what the container gets to know may be a consequence only. */
  public static void failed(RequestProcessingContext request, Throwable failure) {
    HttpAnswer answer = answers.get(request.request().getPropertiesDelegate());
    StreamSpan begun = answer == null ? null : answer.stream();
    if (begun != null) {
      begun.fail(applicationsOwn(failure));
    }
  }

  /** Something has been written, be it with an exception; a client's request is none of ours. */
  public static void written(
      PropertiesDelegate request, OutputStream response, @Nullable Throwable thrown) {
    if (thrown == null) {
      return;
    }
    HttpAnswer answer = answers.get(request);
    if (answer != null && isCommitted(response)) {
      answer.failed(applicationsOwn(thrown));
    }
  }

  private static boolean isCommitted(OutputStream response) {
    return !(response instanceof CommittingOutputStream stream) || stream.isCommitted();
  }

  private static Throwable applicationsOwn(Throwable failure) {
    Throwable cause = failure.getCause();
    boolean wraps = failure.getClass().getName().startsWith("org.glassfish.jersey.");
    return wraps && cause != null ? applicationsOwn(cause) : failure;
  }
}
