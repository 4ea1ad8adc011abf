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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What we add to the agent's own HTTP spans: every server request gets its {@link HttpAnswer} and
 * timeline before its span starts, and a mark if a stream answered it; our instrumentation is told
 * which span a request has.
 */
public final class HttpRequests {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");

  /** Of the agent's own modules that make spans for calls to models. */
  private static final Set<String> MODEL_SCOPES =
      Set.of("io.opentelemetry.aws-sdk-2.2", "io.opentelemetry.openai-java-1.1");

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
                      context,
                      System.nanoTime(),
                      new AgentRoutes(attributes.get(StreamAttributes.HTTP_ROUTE)),
                      isHead(attributes)))
          .addAttributesExtractor(new StreamedResponseExtractor())
          .addOperationMetrics(meter -> new ServerSpanListener());
    } else if (customizer.hasType(InstrumentationType.HTTP_CLIENT)) {
      customizer.addOperationMetrics(meter -> new ClientSpanListener());
    }
    if (MODEL_SCOPES.contains(customizer.getInstrumentationName())) {
      String scope = customizer.getInstrumentationName();
      customizer.addOperationMetrics(meter -> new ModelCallListener(scope));
    }
  }

  private static boolean isHead(Attributes attributes) {
    return "HEAD".equals(attributes.get(METHOD));
  }

  /**
   * As the agent has them.
   *
   * @param first most servers find the route later; the JDK's has it from the start
   */
  private record AgentRoutes(@Nullable String first) implements Routes {

    /** Of the agent's {@code HttpServerRouteSource}; those before it are servers. */
    private static final int CONTROLLER = 3;

    @Override
    public @Nullable String of(Context context) {
      HttpRouteState state = HttpRouteState.fromContextOrNull(context);
      String later = state == null ? null : state.getRoute();
      return later == null ? first : later;
    }

    @Override
    public @Nullable String ofFramework(Context context) {
      HttpRouteState state = HttpRouteState.fromContextOrNull(context);
      return state == null || state.getUpdatedBySourceOrder() < CONTROLLER
          ? null
          : state.getRoute();
    }
  }
}
