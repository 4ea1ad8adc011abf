/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.netty.v4_1;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that a server writes with Netty's HTTP/1.1 codec, whatever framework is on top. */
@AutoService(InstrumentationModule.class)
public final class NettyStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public NettyStreamInstrumentationModule() {
    super("netty-stream", "netty-stream-4.1", "io.netty.handler.codec.http.HttpResponseEncoder");
  }

  @Override
  public String library() {
    return "Netty 4.1 and 4.2";
  }

  @Override
  public String covers() {
    return "every SSE and NDJSON response that is written over HTTP/1.1 with its codec: Vert.x 4.0 to"
        + " 5.1, Micronaut 4, servers of one's own, other frameworks on Netty";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new HttpObjectEncoderInstrumentation(), new AbstractChannelHandlerContextInstrumentation());
  }
}
