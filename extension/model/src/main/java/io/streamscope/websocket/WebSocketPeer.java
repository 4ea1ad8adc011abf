/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.StreamSide;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a connection's other end when it opens.
 *
 * @param side which end we are
 * @param name what spans are named after: the route, else the path without its ids; null if unknown
 * @param label what metrics are told apart by: the same on a server, the address on a client
 * @param attributes of spans
 * @param uri where it leads to, null on a server
 */
public record WebSocketPeer(
    StreamSide side,
    @Nullable String name,
    @Nullable String label,
    Attributes attributes,
    @Nullable URI uri) {

  private static final int DIGITS_MAX = 3;
  private static final int SEGMENT_MAX = 40;

  /**
   * The server of a connection.
   *
   * @param route what the handshake was routed by, null if unknown
   * @param path of the handshake's URL, null if unknown; ids in it are left out
   */
  public static WebSocketPeer ofServer(@Nullable String route, @Nullable String path) {
    String name = route != null ? route : path == null ? null : withoutIds(path);
    Attributes attributes =
        route == null ? Attributes.empty() : Attributes.of(StreamAttributes.HTTP_ROUTE, route);
    return new WebSocketPeer(StreamSide.SERVER, name, name, attributes, null);
  }

  /**
   * The server of a connection to an endpoint of Jakarta's or Javax's API.
   *
   * @param route by which a framework has found it, null if none has
   * @param parameters of its path, by their names
   */
  public static WebSocketPeer ofEndpoint(
      @Nullable String route, @Nullable URI uri, Map<String, String> parameters) {
    String path = uri == null ? null : uri.getPath();
    if (route != null || path == null) {
      return ofServer(route, path);
    }
    List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
    parameters.forEach(
        (name, value) -> {
          int at = segments.lastIndexOf(value);
          if (at >= 0) {
            segments.set(at, "{" + name + "}");
          }
        });
    return ofServer(null, String.join("/", segments));
  }

  /**
   * The client of a connection.
   *
   * @param uri where it leads to
   */
  public static WebSocketPeer ofClient(URI uri) {
    AttributesBuilder attributes = Attributes.builder();
    String host = uri.getHost();
    if (host != null) {
      attributes.put(StreamAttributes.SERVER_ADDRESS, host);
    }
    if (uri.getPort() > 0) {
      attributes.put(StreamAttributes.SERVER_PORT, uri.getPort());
    }
    String path = uri.getPath();
    return new WebSocketPeer(
        StreamSide.CLIENT,
        path == null || path.isEmpty() ? null : withoutIds(path),
        host,
        attributes.build(),
        uri);
  }

  /** The name of a span. */
  String named(String word) {
    return name == null ? word : word + " " + name;
  }

  /** A path in which whatever looks like an id is a star. */
  static String withoutIds(String path) {
    StringBuilder clean = new StringBuilder(path.length());
    int start = 0;
    while (start <= path.length()) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      clean.append(isId(path, start, end) ? "*" : path.substring(start, end));
      if (slash < 0) {
        break;
      }
      clean.append('/');
      start = slash + 1;
    }
    return clean.toString();
  }

  private static boolean isId(String path, int start, int end) {
    long digits = path.substring(start, end).chars().filter(Character::isDigit).count();
    return digits > DIGITS_MAX || end - start > SEGMENT_MAX;
  }
}
