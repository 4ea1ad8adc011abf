/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.streamscope.wire.Tap;
import io.streamscope.wire.TappedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Any calls on any stream: with a tap they return and throw what they do without, and the tap is
 * told of each position once.
 */
class TappedInputStreamFuzzTest {

  private static final int CALLS_MAX = 200;

  @FuzzTest
  void anyCalls_doWhatTheStreamDoes(byte[] input) {
    FuzzInput decisions = new FuzzInput(input);
    byte[] plan = decisions.plan();
    byte[] bytes = new byte[decisions.next()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i + 1);
    }
    boolean isThrowing = decisions.flag();
    UnsteadyInputStream plain = new UnsteadyInputStream(bytes, plan);
    UnsteadyInputStream delegate = new UnsteadyInputStream(bytes, plan);
    Positions told = new Positions(bytes, isThrowing);
    TappedInputStream tapped = new TappedInputStream(delegate, told);
    Positions expected = new Positions(bytes, false);

    for (int calls = 0; calls < CALLS_MAX && !decisions.isEmpty(); calls++) {
      int call = decisions.below(14);
      int argument = decisions.next();
      int from = plain.position();
      String result = result(plain, call, argument);

      assertThat(result(tapped, call, argument)).isEqualTo(result);
      assertThat(delegate.position()).isEqualTo(plain.position());
      if (isBulk(call) && result.startsWith("threw")) {
        return; // nobody knows what it had taken
      }
      expected.moved(from, plain.position(), isSkip(call));
      assertThat(told.kinds).isEqualTo(expected.kinds);
      assertThat(told.ends).isLessThanOrEqualTo(1);
      assertThat(tapped).hasToString(plain.toString());
    }
    assertThat(told.isWrong).isFalse();
  }

  private static boolean isBulk(int call) {
    return call >= 8 && call <= 12;
  }

  private static boolean isSkip(int call) {
    return call == 4 || call == 5 || call == 12;
  }

  private static String result(InputStream stream, int call, int argument) {
    byte[] target = new byte[64];
    try {
      Object returned =
          switch (call) {
            case 0 -> stream.read();
            case 1 -> stream.read(target);
            case 2 -> stream.read(target, argument % 70, argument / 4);
            case 3 -> stream.read(target, argument % 64, (255 - argument) % (64 - argument % 64));
            case 4 -> stream.skip(argument % 32);
            case 5 -> stream.skip(-1);
            case 6 -> marked(stream, argument);
            case 7 -> reset(stream);
            case 8 -> Arrays.toString(stream.readAllBytes());
            case 9 -> Arrays.toString(stream.readNBytes(argument - 4));
            case 10 -> stream.readNBytes(target, argument % 66, argument / 8);
            case 11 -> transferred(stream);
            case 12 -> skipped(stream, argument % 32 - 1);
            default -> stream.available();
          };
      return returned + " " + Arrays.toString(target);
    } catch (IOException | RuntimeException e) {
      return "threw " + e + " " + Arrays.toString(target);
    }
  }

  private static boolean marked(InputStream stream, int argument) {
    stream.mark(argument);
    return stream.markSupported();
  }

  private static String reset(InputStream stream) throws IOException {
    stream.reset();
    return "reset";
  }

  private static String skipped(InputStream stream, int count) throws IOException {
    stream.skipNBytes(count);
    return "skipped";
  }

  private static String transferred(InputStream stream) throws IOException {
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    long count = stream.transferTo(target);
    return count + " " + Arrays.toString(target.toByteArray());
  }

  /** What is known of each position: nothing, its byte, or that it was skipped. */
  private static final class Positions implements Tap {

    private static final byte BYTE = 1;
    private static final byte SKIPPED = 2;

    private final byte[] bytes;
    private final byte[] kinds;
    private final boolean isThrowing;
    private int told;
    private int ends;
    private boolean isWrong;

    Positions(byte[] bytes, boolean isThrowing) {
      this.bytes = bytes;
      this.kinds = new byte[bytes.length];
      this.isThrowing = isThrowing;
    }

    /** The application went from one position to another. */
    void moved(int from, int to, boolean isSkip) {
      for (int i = from; i < to; i++) {
        kinds[i] = kinds[i] != 0 ? kinds[i] : isSkip ? SKIPPED : BYTE;
      }
    }

    @Override
    public void onBytes(byte[] source, int offset, int length) {
      isWrong |= !Arrays.equals(source, offset, offset + length, bytes, told, told + length);
      tell(length, BYTE);
    }

    @Override
    public void onSkipped(long count) {
      tell((int) count, SKIPPED);
    }

    @Override
    public void onEnd() {
      ends++;
      complain();
    }

    private void tell(int count, byte kind) {
      Arrays.fill(kinds, told, told + count, kind);
      told += count;
      complain();
    }

    private void complain() {
      if (isThrowing) {
        throw new IllegalStateException("from the tap");
      }
    }
  }
}
