/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpwebsocket.v3_14;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections that an application opens with OkHttp. */
@AutoService(InstrumentationModule.class)
public final class OkHttpWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public OkHttpWebSocketInstrumentationModule() {
    super(
        "okhttp-websocket",
        "okhttp-websocket-3.14",
        "okhttp3.internal.ws.RealWebSocket",
        // since 3.14
        "okhttp3.internal.connection.Exchange");
  }

  @Override
  public String library() {
    return "WebSocket of OkHttp 3.14 to 5.x";
  }

  @Override
  public String covers() {
    return "every connection: messages and bytes either way, round trips, how it was closed";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new RealWebSocketInstrumentation());
  }
}
