/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketservers;

import io.undertow.Undertow;
import io.undertow.server.DefaultByteBufferPool;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import io.undertow.websockets.jsr.WebSocketDeploymentInfo;
import java.net.InetSocketAddress;

final class UndertowContainer {

  private static final int BUFFER_SIZE = 16_384;

  private UndertowContainer() {}

  /** Where it listens. */
  static int start() throws Exception {
    WebSocketDeploymentInfo sockets =
        new WebSocketDeploymentInfo()
            .setBuffers(new DefaultByteBufferPool(false, BUFFER_SIZE))
            .setDispatchToWorkerThread(true); // where a handler may block
    DeploymentInfo info =
        Servlets.deployment()
            .setClassLoader(UndertowContainer.class.getClassLoader())
            .setContextPath("/")
            .setDeploymentName("websocket-servers")
            .addServletContextAttribute(WebSocketDeploymentInfo.ATTRIBUTE_NAME, sockets)
            .addListener(Servlets.listener(Endpoints.class));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(info);
    manager.deploy();
    Undertow server =
        Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(manager.start()).build();
    server.start();
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }
}
