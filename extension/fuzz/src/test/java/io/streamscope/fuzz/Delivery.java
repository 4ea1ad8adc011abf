/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.wire.PushParser;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Gives a stream to a parser in pieces. Each byte of the plan says of one piece how it is passed
 * and how long it is; the plan is repeated.
 */
record Delivery(byte[] plan) {

  private static final byte PADDING = '\n';
  private static final int SIZE_MAX = 2_048;

  /** Expensive to make, so used again. */
  private static final ByteBuffer DIRECT = ByteBuffer.allocateDirect(SIZE_MAX);

  void all(byte[] stream, Receiver receiver) {
    int at = 0;
    for (int i = 0; at < stream.length; i = (i + 1) % plan.length) {
      int way = plan[i] & 7;
      int wanted = (plan[i] & 0xFF) >>> 3;
      int size = Math.max(1, wanted < 24 ? wanted : 1 << (wanted - 20));
      int to = way == 1 ? at + 1 : Math.min(stream.length, at + size);
      if (wanted == 0) {
        receiver.feed(stream, at, 0);
      }
      pass(Arrays.copyOfRange(stream, at, to), way, receiver);
      at = to;
    }
  }

  private static void pass(byte[] piece, int way, Receiver receiver) {
    switch (way) {
      case 0 -> receiver.feed(padded(piece), 3, piece.length);
      case 1 -> receiver.feed(piece[0]);
      case 2 -> pass(ByteBuffer.wrap(padded(piece), 3, piece.length), receiver);
      case 3 -> pass(direct(piece), receiver);
      case 4 -> pass(ByteBuffer.wrap(padded(piece), 3, piece.length).asReadOnlyBuffer(), receiver);
      case 5 -> receiver.feed(piece, 0, Integer.MAX_VALUE);
      case 6 -> receiver.feed(piece, -5, 5 + piece.length);
      default -> pass(ByteBuffer.wrap(padded(piece), 3, piece.length).slice(), receiver);
    }
    Arrays.fill(piece, PADDING); // the array belongs to the application, which uses it again
  }

  private static void pass(ByteBuffer buffer, Receiver receiver) {
    ByteBuffer before = buffer.duplicate();

    receiver.feed(buffer);

    assertThat(buffer).isEqualTo(before);
    assertThat(buffer.position()).isEqualTo(before.position());
  }

  private static ByteBuffer direct(byte[] piece) {
    return DIRECT.clear().put(piece).flip();
  }

  private static byte[] padded(byte[] piece) {
    byte[] padded = new byte[piece.length + 7];
    Arrays.fill(padded, PADDING);
    System.arraycopy(piece, 0, padded, 3, piece.length);
    return padded;
  }

  /** The ways in which a parser takes bytes. */
  interface Receiver {

    /** A parser of ours. */
    static Receiver of(PushParser parser) {
      return new Receiver() {
        @Override
        public void feed(byte[] bytes, int offset, int length) {
          parser.feed(bytes, offset, length);
        }

        @Override
        public void feed(int b) {
          parser.feed(b);
        }

        @Override
        public void feed(ByteBuffer buffer) {
          parser.feed(buffer);
        }
      };
    }

    void feed(byte[] bytes, int offset, int length);

    void feed(int b);

    void feed(ByteBuffer buffer);
  }
}
