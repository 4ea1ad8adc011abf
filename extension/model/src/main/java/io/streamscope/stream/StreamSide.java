/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import io.opentelemetry.api.common.AttributeKey;

/** Which end of the connection we are; says nothing about which way chunks go. */
public enum StreamSide {
  /** We were asked: the peer is known by the route. */
  SERVER(StreamAttributes.HTTP_ROUTE),
  /** We have asked: the peer is known by its address. */
  CLIENT(StreamAttributes.SERVER_ADDRESS);

  private final AttributeKey<String> peerKey;

  StreamSide(AttributeKey<String> peerKey) {
    this.peerKey = peerKey;
  }

  /** The label that names the peer. */
  public AttributeKey<String> peerKey() {
    return peerKey;
  }
}
