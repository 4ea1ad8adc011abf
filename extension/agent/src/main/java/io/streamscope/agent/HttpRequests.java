/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer;
import io.opentelemetry.instrumentation.api.incubator.instrumenter.InstrumenterCustomizer.InstrumentationType;
import io.opentelemetry.instrumentation.api.internal.HttpRouteState;
import io.streamscope.http.HttpAnswer;
import io.streamscope.http.HttpAnswer.Routes;
import io.streamscope.stream.StreamAttributes;
import org.jspecify.annotations.Nullable;

/**
 * What we add to the agent's own HTTP spans: every server request gets its {@link HttpAnswer} and
 * timeline before its span starts, and a mark if a stream answered it; our instrumentation is told
 * which span a request has.
 */
public final class HttpRequests {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

  private HttpRequests() {}

  /** One of the agent's instrumenters is being built. */
  public static void customize(InstrumenterCustomizer customizer) {
    if (!ModelInstaller.isActive()) {
      return;
    }
    if (customizer.hasType(InstrumentationType.HTTP_SERVER)) {
      customizer
          .addContextCustomizer(
              (context, request, attributes) ->
                  HttpAnswer.begin(
                      context, System.nanoTime(), routes(attributes), isHead(attributes)))
          .addAttributesExtractor(new StreamedResponseExtractor())
          .addOperationMetrics(meter -> new ServerSpanListener());
    } else if (customizer.hasType(InstrumentationType.HTTP_CLIENT)) {
      customizer.addOperationMetrics(meter -> new ClientSpanListener());
    }
  }

  /** Most servers find the route later; the JDK's has it from the start. */
  private static Routes routes(Attributes attributesAtStart) {
    String first = attributesAtStart.get(StreamAttributes.HTTP_ROUTE);
    return first == null
        ? HttpRequests::route
        : context -> {
          String later = route(context);
          return later == null ? first : later;
        };
  }

  private static boolean isHead(Attributes attributes) {
    return "HEAD".equals(attributes.get(METHOD));
  }

  private static @Nullable String route(Context context) {
    HttpRouteState state = HttpRouteState.fromContextOrNull(context);
    return state == null ? null : state.getRoute();
  }
}
