/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.http.HttpStreamTelemetry;
import io.streamscope.http.InboundBody;
import okhttp3.Call;
import okhttp3.Response;
import okhttp3.internal.connection.Exchange;
import okio.BufferedSource;
import okio.GzipSource;

/** Wiring of the module. */
final class OkHttpStreamSingletons {

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("okhttp-stream-3.14");
  private static final VirtualField<Call, IssuedCall> calls =
      VirtualField.find(Call.class, IssuedCall.class);
  private static final VirtualField<Exchange, BodyReading> readings =
      VirtualField.find(Exchange.class, BodyReading.class);
  private static final VirtualField<BufferedSource, BodyReading> encodedSources =
      VirtualField.find(BufferedSource.class, BodyReading.class);
  private static final VirtualField<GzipSource, BodyReading> decoders =
      VirtualField.find(GzipSource.class, BodyReading.class);
  private static final VirtualField<Response, InboundBody> bodies =
      VirtualField.find(Response.class, InboundBody.class);

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  static VirtualField<Call, IssuedCall> calls() {
    return calls;
  }

  static VirtualField<Exchange, BodyReading> readings() {
    return readings;
  }

  /** Sources whose bytes are compressed. */
  static VirtualField<BufferedSource, BodyReading> encodedSources() {
    return encodedSources;
  }

  /** What decompresses them. */
  static VirtualField<GzipSource, BodyReading> decoders() {
    return decoders;
  }

  /** The responses that the application gets; okhttp-sse is interested, too. */
  static VirtualField<Response, InboundBody> bodies() {
    return bodies;
  }

  private OkHttpStreamSingletons() {}
}
