/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import static io.streamscope.instrumentation.nettywebsocket.v4_1.NettyWebSocketSingletons.connections;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketFrameEncoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionDecoder;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketExtensionEncoder;
import io.streamscope.websocket.MessageFrames;
import io.streamscope.websocket.MessageScope;
import io.streamscope.websocket.WebSocketSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What we know of a channel that is a connection, or is going to be: its frames as the application
 * has them, before they are compressed and after they have been inflated. All but closing happens
 * on the channel's thread. Nothing of a frame is kept or moved.
 */
public final class NettyWebSocket implements ChannelFutureListener {

  private static final int NO_CODE = 1005;

  private @Nullable ServedRequest request; // until it is open
  private volatile @Nullable WebSocketSession session; // from then on
  private @Nullable MessageFrames frames; // the same
  private @Nullable ChannelHandler decoder; // what hands on frames as the application has them
  private @Nullable ChannelHandler encoder; // what gets them like that
  private boolean saidGoodbye; // either side
  private volatile boolean closedHere;
  private volatile @Nullable Throwable failure; // since the last message has come

  private NettyWebSocket() {}

  /** Whether all that passes is known by what Vert.x makes of it. */
  static boolean isOfVertx(Channel channel) {
    for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
      if (handler.getValue().getClass().getName().startsWith("io.vertx.")) {
        return true;
      }
    }
    return false;
  }

  /** A server is about to agree. */
  static void expected(Channel channel, ServedRequest request) {
    NettyWebSocket expected = new NettyWebSocket();
    expected.request = request;
    channel.attr(connections()).set(expected);
  }

  /** It could not say so. */
  static void refused(Channel channel) {
    channel.attr(connections()).set(null);
  }

  /** It has said so. */
  static void opened(Channel channel) {
    of(channel);
  }

  /** A server has agreed, and we are its client. */
  static void opened(Channel channel, @Nullable WebSocketSession session) {
    NettyWebSocket opened = new NettyWebSocket();
    channel.attr(connections()).set(opened);
    opened.open(channel, session);
  }

  private void open(Channel channel, @Nullable WebSocketSession opened) {
    if (opened != null) {
      session = opened;
      frames = new MessageFrames(opened);
      channel.closeFuture().addListener(this);
    }
  }

  /** Null if there is no connection; it is open from the first frame on, at the latest. */
  private static @Nullable NettyWebSocket of(Channel channel) {
    NettyWebSocket known = known(channel);
    if (known == null) {
      return null;
    }
    ServedRequest expected = known.request;
    if (expected != null) {
      known.request = null;
      known.open(channel, expected.open(channel));
    }
    return known;
  }

  /** A handler hands on what it has read: the codec, what inflates, or another one. */
  public static @Nullable MessageScope reading(ChannelHandlerContext handler, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      return null;
    }
    ChannelHandler reader = handler.handler();
    boolean first = reader instanceof WebSocketFrameDecoder;
    if (!first && !(reader instanceof WebSocketExtensionDecoder)) {
      return null;
    }
    NettyWebSocket known = of(handler.channel());
    if (known == null || known.session == null || known.frames == null) {
      return null;
    }
    int opcode = opcode(frame);
    if (opcode < 0) {
      known.controlRead(known.session, frame, first);
      return null;
    }
    return reader == known.decoder(handler) ? known.read(known.frames, opcode, frame) : null;
  }

  /** What inflates is there before the first frame is, if there is such. */
  private ChannelHandler decoder(ChannelHandlerContext handler) {
    ChannelHandler last = decoder;
    if (last == null) {
      last = handler.handler();
      for (Map.Entry<String, ChannelHandler> other : handler.pipeline()) {
        last = other.getValue() instanceof WebSocketExtensionDecoder ? other.getValue() : last;
      }
      decoder = last;
    }
    return last;
  }

  private @Nullable MessageScope read(MessageFrames known, int opcode, WebSocketFrame frame) {
    failure = null;
    boolean fin = frame.isFinalFragment();
    ByteBuf content = frame.content();
    if (session != null && session.realtime().isRead()) {
      known.showReceived(opcode, fin, content.nioBuffer());
    }
    String text = known.looksAt(opcode, fin) ? content.toString(StandardCharsets.UTF_8) : null;
    return known.received(opcode, fin, content.readableBytes(), text);
  }

  private void controlRead(WebSocketSession open, WebSocketFrame frame, boolean first) {
    if (first && frame instanceof PongWebSocketFrame) {
      open.ponged();
    } else if (first && frame instanceof CloseWebSocketFrame) {
      saidGoodbye = true;
      open.closing(closeCode(frame.content()), true);
    }
  }

  /** Its number (RFC 6455 §5.2) if it is a message or a part of one, else negative. */
  private static int opcode(WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame) {
      return 1;
    }
    return frame instanceof BinaryWebSocketFrame
        ? 2
        : frame instanceof ContinuationWebSocketFrame ? 0 : -1;
  }

  private static int closeCode(ByteBuf content) {
    return content.readableBytes() < Short.BYTES
        ? NO_CODE
        : content.getUnsignedShort(content.readerIndex());
  }

  /** All handlers have returned that run on this thread. */
  public static void handled(ChannelHandlerContext handler, MessageScope scope) {
    NettyWebSocket known = of(handler.channel());
    if (known != null && known.frames != null) {
      known.frames.handled(scope);
    }
  }

  /** An encoder is given something to write. */
  public static void writing(
      ChannelHandler encoder, ChannelHandlerContext handler, Object message) {
    if (!(message instanceof WebSocketFrame frame)) {
      return;
    }
    boolean last = encoder instanceof WebSocketFrameEncoder;
    if (!last && !(encoder instanceof WebSocketExtensionEncoder)) {
      return;
    }
    NettyWebSocket known = of(handler.channel());
    if (known == null || known.session == null || known.frames == null) {
      return;
    }
    int opcode = opcode(frame);
    if (opcode >= 0) {
      known.write(known.frames, encoder, opcode, frame);
    } else if (last) {
      known.controlWrite(known.session, frame);
    }
  }

  /** What an open connection knows, null for all others; on any thread. */
  static @Nullable WebSocketSession session(Channel channel) {
    NettyWebSocket known = known(channel);
    return known == null ? null : known.session;
  }

  private static @Nullable NettyWebSocket known(Channel channel) {
    return channel.hasAttr(connections()) ? channel.attr(connections()).get() : null;
  }

  private void write(MessageFrames known, ChannelHandler given, int opcode, WebSocketFrame frame) {
    if (!(encoder instanceof WebSocketExtensionEncoder)) {
      encoder = given; // the first that gets a frame; what compresses may come late
    }
    if (given != encoder) {
      return;
    }
    boolean fin = frame.isFinalFragment();
    ByteBuf content = frame.content();
    if (session != null && session.realtime().isRead()) {
      known.sent(opcode, fin, content.nioBuffer());
    } else {
      known.sent(opcode, fin, content.readableBytes());
    }
  }

  /** To a connection that is broken some say goodbye all the same. */
  private void controlWrite(WebSocketSession open, WebSocketFrame frame) {
    if (frame instanceof PingWebSocketFrame) {
      open.pinged();
    } else if (frame instanceof CloseWebSocketFrame && !(failure instanceof IOException)) {
      saidGoodbye = true;
      open.closing(closeCode(frame.content()), false);
    }
  }

  /** A handler of the channel, one after the other, gets to see what has failed. */
  public static void failing(ChannelHandlerContext handler, Throwable thrown) {
    NettyWebSocket known = known(handler.channel());
    if (known != null && known.frames != null) {
      known.failure = thrown;
      known.frames.failing(thrown);
    }
  }

  /** Somebody closes the channel; what the transport closes does not pass here. */
  public static void closing(ChannelHandlerContext handler) {
    NettyWebSocket known = known(handler.channel());
    if (known != null) {
      known.closedHere = true;
    }
  }

  /**
   * It is closed. Why may be said only after that: by a codec that could not read on, by a handler
   * whose failure has closed it.
   */
  @Override
  public void operationComplete(ChannelFuture closed) {
    WebSocketSession open = session;
    EventLoop thread = closed.channel().eventLoop();
    if (open == null) {
      return;
    }
    if (thread.isShuttingDown()) {
      over(open);
      return;
    }
    try {
      thread.execute(() -> over(open));
    } catch (RejectedExecutionException stopped) { // just now
      over(open);
    }
  }

  /** Whoever has closed it for what the peer has done has not cut it. */
  private void over(WebSocketSession open) {
    Throwable cause = failure;
    if (!saidGoodbye && cause != null && (closedHere || cause instanceof IOException)) {
      open.failed(cause);
    } else if (saidGoodbye || !closedHere) {
      open.closed();
    } else {
      open.aborted();
    }
  }
}
