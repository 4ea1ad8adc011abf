/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.netty.v4_1;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.FastThreadLocal;
import io.streamscope.http.HttpStreamTelemetry;

/** Wiring of the module. */
final class NettyStreamSingletons {

  private static final int COPIED_AT_ONCE = 4096;

  private static final HttpStreamTelemetry telemetry =
      HttpStreamTelemetry.create("netty-stream-4.1");
  private static final AttributeKey<StreamedConnection> connections =
      AttributeKey.valueOf("io.streamscope.connection");
  private static final FastThreadLocal<byte[]> copies =
      new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
          return new byte[COPIED_AT_ONCE];
        }
      };

  static HttpStreamTelemetry telemetry() {
    return telemetry;
  }

  /** Where a {@link Channel} keeps what we know of it; only those that have streamed have it. */
  static AttributeKey<StreamedConnection> connections() {
    return connections;
  }

  /** For bytes of a {@link ByteBuf} outside of the heap. */
  static byte[] copy() {
    return copies.get();
  }

  private NettyStreamSingletons() {}
}
