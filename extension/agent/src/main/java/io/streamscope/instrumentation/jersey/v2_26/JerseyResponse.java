/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jersey.v2_26;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.correlation.RequestTimeline;
import io.streamscope.correlation.RequestTimeline.ResponseStream;
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

  private static final VirtualField<PropertiesDelegate, RequestTimeline> timelines =
      VirtualField.find(PropertiesDelegate.class, RequestTimeline.class);

  private JerseyResponse() {}

  /** A request has come in; the context of its SERVER span is current. */
  public static void begin(RequestProcessingContext request) {
    timelines.set(
        request.request().getPropertiesDelegate(), RequestTimeline.fromContext(Context.current()));
  }

  /** A resource has thrown; what the container gets to know may be a consequence only. */
  public static void failed(RequestProcessingContext request, Throwable failure) {
    RequestTimeline timeline = timelines.get(request.request().getPropertiesDelegate());
    ResponseStream begun = timeline == null ? null : timeline.response();
    if (begun != null) {
      begun.stream().fail(applicationsOwn(failure));
    }
  }

  /** Something has been written, be it with an exception; a client's request is none of ours. */
  public static void written(
      PropertiesDelegate request, OutputStream response, @Nullable Throwable thrown) {
    if (thrown == null) {
      return;
    }
    RequestTimeline timeline = timelines.get(request);
    if (timeline != null && isCommitted(response)) {
      timeline.failed(applicationsOwn(thrown));
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
