/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** WebSocket connections that Tomcat serves or opens, whatever framework is on top. */
@AutoService(InstrumentationModule.class)
public final class TomcatWebSocketInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public TomcatWebSocketInstrumentationModule() {
    super(
        "tomcat-websocket",
        "tomcat-websocket-9.0",
        "org.apache.tomcat.websocket.WsFrameBase",
        // since 9.0
        "org.apache.catalina.core.ApplicationMapping$MappingImpl");
  }

  @Override
  public String library() {
    return "WebSocket of Tomcat 9.0 to 11.0";
  }

  @Override
  public String covers() {
    return "every connection: Jakarta and Javax endpoints, Spring's handlers on Tomcat, its client";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new WsHttpUpgradeHandlerInstrumentation(),
        new WsWebSocketContainerInstrumentation(),
        new WsSessionInstrumentation(),
        new WsFrameBaseInstrumentation(),
        new PojoMessageHandlerBaseInstrumentation(),
        new WsRemoteEndpointImplBaseInstrumentation());
  }
}
