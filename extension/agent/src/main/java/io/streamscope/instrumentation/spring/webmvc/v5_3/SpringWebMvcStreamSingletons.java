/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamTelemetry;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Wiring of the module. */
final class SpringWebMvcStreamSingletons {

  static final String MODULE = "spring-webmvc-stream-5.3";

  private static final String ROUTE =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";
  private static final StreamTelemetry telemetry = StreamTelemetry.create(MODULE);
  private static final @Nullable MethodHandle prependContextPath = prependContextPath();
  private static final VirtualField<ResponseBodyEmitter, EmitterStream> streams =
      VirtualField.find(ResponseBodyEmitter.class, EmitterStream.class);

  static StreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<ResponseBodyEmitter, EmitterStream> streams() {
    return streams;
  }

  /** The route of the request that this thread handles, as on the SERVER span; null if none. */
  static @Nullable String route(Context context) {
    RequestAttributes request = RequestContextHolder.getRequestAttributes();
    Object pattern =
        request == null ? null : request.getAttribute(ROUTE, RequestAttributes.SCOPE_REQUEST);
    return pattern == null ? null : withContextPath(context, pattern.toString());
  }

  private static String withContextPath(Context context, String pattern) {
    try {
      return prependContextPath == null
          ? pattern
          : (String) prependContextPath.invokeExact(context, pattern);
    } catch (Throwable failure) {
      Guard.swallowed(failure);
      return pattern;
    }
  }

  /** The agent's own class does it; it is in the bootstrap loader but in no published artifact. */
  private static @Nullable MethodHandle prependContextPath() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Class.forName(
                  "io.opentelemetry.javaagent.bootstrap.servlet.ServletContextPath", true, null),
              "prepend",
              MethodType.methodType(String.class, Context.class, String.class));
    } catch (ReflectiveOperationException | LinkageError absent) {
      Guard.swallowed(absent);
      return null;
    }
  }

  private SpringWebMvcStreamSingletons() {}
}
