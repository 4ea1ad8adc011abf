/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpclientwebsocket.v11_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections that an application opens with the JDK's HTTP client. */
@AutoService(InstrumentationModule.class)
public final class JavaHttpClientWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public JavaHttpClientWebSocketInstrumentationModule() {
    super("java-http-client-websocket", "java-http-client-websocket-11");
  }

  @Override
  public String library() {
    return "WebSocket of the JDK's HTTP client, Java 17 to 25";
  }

  @Override
  public String covers() {
    return "every connection: messages and bytes either way, round trips, how it was closed";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new BuilderImplInstrumentation(), new WebSocketImplInstrumentation());
  }
}
