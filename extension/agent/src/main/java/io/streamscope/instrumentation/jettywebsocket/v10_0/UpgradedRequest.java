/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import static io.streamscope.instrumentation.jettywebsocket.v10_0.JettyWebSocketSingletons.handshakes;

import io.opentelemetry.context.Context;
import io.streamscope.http.HttpAnswer;
import io.streamscope.websocket.WebSocketPeer;
import java.net.URI;
import org.eclipse.jetty.http.pathmap.PathSpec;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.jspecify.annotations.Nullable;

/** The request that becomes a connection, seen while its span is current. */
public final class UpgradedRequest {

  private final Context context;
  private final @Nullable String mapping;

  private UpgradedRequest(Context context, @Nullable String mapping) {
    this.context = context;
    this.mapping = mapping;
  }

  /**
   * A connection is made of a request.
   *
   * @param request Jetty's, or a servlet's of either package
   */
  public static void upgrading(CoreSession session, Object request) {
    Object matched = RequestAttributes.get(request, PathSpec.class.getName());
    String mapping = matched instanceof PathSpec spec ? spec.getDeclaration() : null;
    handshakes().set(session, new UpgradedRequest(Context.current(), mapping));
  }

  Context context() {
    return context;
  }

  WebSocketPeer peer(URI uri) {
    String path = uri.getPath();
    String route = HttpAnswer.frameworkRoute(context);
    return WebSocketPeer.ofServer(route, path == null ? null : template(path));
  }

  /** The path with the names of its parameters, as far as what it was routed by has any. */
  private String template(String path) {
    int parameter = mapping == null ? -1 : mapping.indexOf('{');
    if (mapping == null || parameter < 0) {
      return path;
    }
    String route = mapping.substring(Math.max(0, mapping.indexOf('/')));
    int start = path.length(); // the context's path comes before it
    for (long slashes = route.chars().filter(c -> c == '/').count(); slashes > 0; slashes--) {
      start = start < 0 ? start : path.lastIndexOf('/', start - 1);
    }
    return start < 0 ? route : path.substring(0, start) + route;
  }
}
