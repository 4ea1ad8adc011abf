/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Wiring of the module. */
final class SpringWebMvcStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("spring-webmvc-stream-5.3");
  private static final VirtualField<ResponseBodyEmitter, EmitterStream> streams =
      VirtualField.find(ResponseBodyEmitter.class, EmitterStream.class);
  private static final VirtualField<ServletServerHttpResponse, EmitterStream> responses =
      VirtualField.find(ServletServerHttpResponse.class, EmitterStream.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<ResponseBodyEmitter, EmitterStream> streams() {
    return streams;
  }

  static VirtualField<ServletServerHttpResponse, EmitterStream> responses() {
    return responses;
  }

  private SpringWebMvcStreamSingletons() {}
}
