/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.ArrayList;
import java.util.List;

/** A message as the frames that Netty has for it, one for each part. */
final class NettyFrames {

  private NettyFrames() {}

  static List<WebSocketFrame> text(String... parts) {
    List<WebSocketFrame> frames = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      boolean last = i == parts.length - 1;
      frames.add(
          i == 0
              ? new TextWebSocketFrame(last, 0, parts[i])
              : new ContinuationWebSocketFrame(last, 0, parts[i]));
    }
    return frames;
  }

  static List<WebSocketFrame> binary(int... sizes) {
    List<WebSocketFrame> frames = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      byte[] part = new byte[sizes[i]];
      boolean last = i == sizes.length - 1;
      frames.add(
          i == 0
              ? new BinaryWebSocketFrame(last, 0, Unpooled.wrappedBuffer(part))
              : new ContinuationWebSocketFrame(last, 0, Unpooled.wrappedBuffer(part)));
    }
    return frames;
  }
}
