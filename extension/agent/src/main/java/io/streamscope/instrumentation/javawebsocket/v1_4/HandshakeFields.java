/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javawebsocket.v1_4;

import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.ArrayList;
import java.util.List;
import org.java_websocket.handshake.Handshakedata;
import org.jspecify.annotations.Nullable;

/** The header of a request, in which its sender may say in which trace it is. */
enum HandshakeFields implements TextMapGetter<Handshakedata> {
  GETTER;

  @Override
  public Iterable<String> keys(Handshakedata handshake) {
    List<String> names = new ArrayList<>();
    handshake.iterateHttpFields().forEachRemaining(names::add);
    return names;
  }

  @Override
  public @Nullable String get(@Nullable Handshakedata handshake, String name) {
    return handshake != null && handshake.hasFieldValue(name)
        ? handshake.getFieldValue(name)
        : null;
  }
}
