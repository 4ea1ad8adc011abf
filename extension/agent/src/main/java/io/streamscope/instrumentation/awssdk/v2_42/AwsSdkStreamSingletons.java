/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import software.amazon.awssdk.http.async.AsyncExecuteRequest;

/** Wiring of the module. */
final class AwsSdkStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("aws-sdk-stream-2.42");
  private static final VirtualField<AsyncExecuteRequest, IssuedRequest> issued =
      VirtualField.find(AsyncExecuteRequest.class, IssuedRequest.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  /** The requests that are watched: how clients come to what is theirs. */
  static VirtualField<AsyncExecuteRequest, IssuedRequest> issued() {
    return issued;
  }

  private AwsSdkStreamSingletons() {}
}
