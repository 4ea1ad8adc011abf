/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes: what tells a request that layers hand down to each other from one that is
 * made inside of it. Parts that nobody knows fit every other.
 *
 * @param method its method, null when unknown
 * @param host the server's address, null when unknown
 * @param port its port, 0 or less when unknown
 * @param path its path without the query, null when unknown
 */
public record RequestTarget(
    @Nullable String method, @Nullable String host, int port, @Nullable String path) {

  private static final String OTHER_METHOD = "_OTHER"; // of the semantic conventions

  /** The path may be a whole URI too. */
  public RequestTarget {
    path = path(path);
  }

  /** A request to a URI, null when unknown. */
  public static RequestTarget of(@Nullable String method, @Nullable URI uri) {
    return uri == null
        ? new RequestTarget(method, null, 0, null)
        : new RequestTarget(method, uri.getHost(), uri.getPort(), uri.getRawPath());
  }

  /** A request to a server; what names no port means that of its scheme. */
  public static RequestTarget of(
      @Nullable String method,
      @Nullable String scheme,
      @Nullable String host,
      int port,
      @Nullable String uri) {
    int used = host == null || port > 0 ? port : "https".equalsIgnoreCase(scheme) ? 443 : 80;
    return new RequestTarget(method, host, used, uri);
  }

  /** What the agent knows of a request when it starts its span. */
  static RequestTarget ofSpan(@Nullable String method, @Nullable String url) {
    return new RequestTarget(OTHER_METHOD.equals(method) ? null : method, null, 0, url);
  }

  /** The path of a request's URI, which may be without scheme and server, or only them. */
  private static @Nullable String path(@Nullable String uri) {
    if (uri == null) {
      return null;
    }
    int server = uri.indexOf("://");
    int from = server < 0 ? 0 : uri.indexOf('/', server + 3);
    if (from < 0) {
      return "/";
    }
    int to = from;
    while (to < uri.length() && uri.charAt(to) != '?' && uri.charAt(to) != '#') {
      to++;
    }
    return to == from ? "/" : uri.substring(from, to);
  }

  /** Whether another layer's request is the same one. */
  boolean isSame(RequestTarget other) {
    return isSameResource(other)
        && (host == null || other.host == null || bare(host).equalsIgnoreCase(bare(other.host)))
        && (port <= 0 || other.port <= 0 || port == other.port);
  }

  /** Whether it is the same one if the server does not matter. */
  boolean isSameResource(RequestTarget other) {
    return (method == null || other.method == null || method.equals(other.method))
        && (path == null || other.path == null || path.equals(other.path));
  }

  /** Of an address of IPv6 some libraries keep the brackets. */
  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
