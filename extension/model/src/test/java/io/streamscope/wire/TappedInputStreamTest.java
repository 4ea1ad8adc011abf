/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TappedInputStreamTest {

  private static final byte[] CONTENT = content();

  @Test
  void behavesAsItsDelegateAndTellsEachByteOnce() {
    SplittableRandom random = new SplittableRandom(4);
    for (int n = 0; n < 20_000; n++) {
      int kind = random.nextInt(4);
      long seed = random.nextLong();
      RecordingTap tap = new RecordingTap();
      InputStream raw = delegate(kind);
      InputStream tapped = new TappedInputStream(delegate(kind), tap);
      InputStream disturbed = new TappedInputStream(delegate(kind), new ThrowingTap());
      List<String> expected = run(raw, new SplittableRandom(seed));
      assertThat(run(tapped, new SplittableRandom(seed))).isEqualTo(expected);
      assertThat(run(disturbed, new SplittableRandom(seed))).isEqualTo(expected);
      String told = tap.bytes.toString();
      String stream = new String(CONTENT, ISO_8859_1);
      assertThat(told.length()).isLessThanOrEqualTo(stream.length());
      // what a bulk read had taken before it failed cannot be known
      boolean isKnown = !expected.toString().contains("timed out");
      for (int i = 0; isKnown && i < told.length(); i++) {
        assertThat(told.charAt(i)).isIn('?', stream.charAt(i));
      }
      assertThat(tap.closes).isEqualTo(expected.contains("close") ? 1 : 0);
      assertThat(tap.ends).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void tellsExactlyWhatWasConsumed() {
    SplittableRandom random = new SplittableRandom(5);
    for (int n = 0; n < 20_000; n++) {
      RecordingTap tap = new RecordingTap();
      InputStream tapped = new TappedInputStream(new ByteArrayInputStream(CONTENT), tap);
      int furthest = 0;
      for (int i = 0; i < 12; i++) {
        List<String> log = new ArrayList<>();
        step(tapped, random, random.nextInt(12), log);
        if (log.toString().contains("EOFException")) {
          break; // how far skipNBytes got cannot be known
        }
        furthest = Math.max(furthest, CONTENT.length - available(tapped));
        assertThat(tap.bytes.length()).isEqualTo(furthest);
      }
    }
  }

  @Test
  void doesNotTellBytesAgainAfterReset() throws IOException {
    RecordingTap tap = new RecordingTap();
    InputStream in =
        new TappedInputStream(new ByteArrayInputStream("0123456789".getBytes(ISO_8859_1)), tap);
    assertThat(in.markSupported()).isTrue();
    in.readNBytes(2);
    in.mark(100);
    in.readNBytes(3);
    in.reset();
    assertThat(in.readNBytes(5)).isEqualTo("23456".getBytes(ISO_8859_1));
    assertThat(tap.bytes).hasToString("0123456");
    in.reset();
    in.skipNBytes(6);
    assertThat(tap.bytes).hasToString("0123456?");
    in.reset();
    assertThat(in.readAllBytes()).isEqualTo("23456789".getBytes(ISO_8859_1));
    assertThat(tap.bytes).hasToString("0123456?89");
    assertThat(tap.ends).isEqualTo(1);
  }

  @Test
  void everyFailureIsTheSameObject() {
    FailingInputStream failing = new FailingInputStream();
    RecordingTap tap = new RecordingTap();
    InputStream in = new TappedInputStream(failing, tap);
    byte[] b = new byte[9];
    List<ThrowingCallable> told =
        List.of(
            in::read,
            () -> in.read(b),
            () -> in.read(b, 1, 2),
            in::readAllBytes,
            () -> in.readNBytes(3),
            () -> in.readNBytes(b, 4, 5),
            () -> in.skip(6),
            () -> in.skipNBytes(7),
            () -> in.transferTo(OutputStream.nullOutputStream()),
            in::close,
            in::close);
    for (int i = 0; i < told.size(); i++) {
      assertThatThrownBy(told.get(i)).isSameAs(failing.failure);
      assertThat(tap.errors).hasSize(i + 1).allMatch(error -> error == failing.failure);
    }
    assertThatThrownBy(in::available).isSameAs(failing.failure);
    assertThatThrownBy(in::reset).isSameAs(failing.failure);
    in.mark(8);
    assertThat(in.markSupported()).isTrue();
    assertThat(in).hasToString("failing");
    assertThat(failing.calls)
        .containsExactly(
            "read()",
            "read(b)",
            "read(b,1,2)",
            "readAllBytes()",
            "readNBytes(3)",
            "readNBytes(b,4,5)",
            "skip(6)",
            "skipNBytes(7)",
            "transferTo(out)",
            "close()",
            "close()",
            "available()",
            "reset()",
            "mark(8)",
            "markSupported()");
    assertThat(tap.errors).hasSize(told.size());
    assertThat(tap.closes).isEqualTo(1);
    assertThat(tap.bytes).isEmpty();
  }

  @Test
  void theFailureOfATransfersTargetIsNotOneOfTheStream() {
    IOException failure = new IOException("target");
    RecordingTap tap = new RecordingTap();
    InputStream in = new TappedInputStream(new ByteArrayInputStream(CONTENT), tap);
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw failure;
          }
        };
    assertThatThrownBy(() -> in.transferTo(broken)).isSameAs(failure);
    assertThat(tap.errors).isEmpty();
    assertThat(tap.bytes).isEmpty();
  }

  @Test
  void aDelegateThatWritesPastTheTargetIsTold() throws IOException {
    InputStream odd =
        new ByteArrayInputStream(CONTENT) {
          @Override
          public long transferTo(OutputStream out) throws IOException {
            out.write('a');
            out.write(new byte[] {'b', 'c'});
            out.flush();
            return 5;
          }
        };
    RecordingTap tap = new RecordingTap();
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    assertThat(new TappedInputStream(odd, tap).transferTo(target)).isEqualTo(5);
    assertThat(target).hasToString("abc");
    assertThat(tap.bytes).hasToString("abc??");
  }

  /** Random calls; the results in words. */
  private static List<String> run(InputStream in, SplittableRandom random) {
    List<String> log = new ArrayList<>();
    int steps = 1 + random.nextInt(15);
    for (int i = 0; i < steps; i++) {
      step(in, random, random.nextInt(16), log);
    }
    return log;
  }

  private static void step(InputStream in, SplittableRandom random, int call, List<String> log) {
    byte[] buffer = new byte[random.nextInt(40)];
    int offset = random.nextInt(-1, buffer.length + 1);
    int length = random.nextInt(-1, buffer.length + 2);
    try {
      switch (call) {
        case 0, 1 -> log.add("read " + in.read());
        case 2 -> log.add("read " + in.read(buffer) + Arrays.toString(buffer));
        case 3, 4 -> log.add("read " + in.read(buffer, offset, length) + Arrays.toString(buffer));
        case 5 -> log.add("readN " + Arrays.toString(in.readNBytes(length)));
        case 6 ->
            log.add("readN " + in.readNBytes(buffer, offset, length) + Arrays.toString(buffer));
        case 7 -> log.add("skip " + in.skip(length));
        case 8 -> in.skipNBytes(length);
        case 9 -> in.mark(random.nextInt(50));
        case 10, 11 -> in.reset();
        case 12 -> log.add("available " + in.available() + in.markSupported());
        case 13 -> log.add("all " + Arrays.toString(in.readAllBytes()));
        case 14 -> {
          ByteArrayOutputStream out = random.nextInt(9) == 0 ? null : new ByteArrayOutputStream();
          log.add("transfer " + in.transferTo(out) + out);
        }
        default -> {
          log.add("close");
          in.close();
        }
      }
    } catch (IOException | RuntimeException e) {
      log.add(e.toString());
    }
  }

  private static InputStream delegate(int kind) {
    InputStream bytes = new ByteArrayInputStream(CONTENT);
    return switch (kind) {
      case 0 -> bytes;
      case 1 -> new BufferedInputStream(bytes, 8);
      case 2 -> new SequenceInputStream(new ByteArrayInputStream(CONTENT, 0, 30), tail());
      default -> new StutteringInputStream(bytes);
    };
  }

  private static InputStream tail() {
    return new ByteArrayInputStream(CONTENT, 30, CONTENT.length - 30);
  }

  private static int available(InputStream in) {
    try {
      return in.available();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] content() {
    byte[] content = new byte[120];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 2 + 1);
    }
    return content;
  }

  /** Short reads, and a time-out now and then. */
  private static final class StutteringInputStream extends InputStream {

    private final InputStream in;
    private int calls;

    StutteringInputStream(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      timeout();
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      timeout();
      return in.read(bytes, offset, Math.min(length, calls % 5));
    }

    private void timeout() throws IOException {
      if (++calls % 7 == 0) {
        throw new IOException("Read timed out");
      }
    }
  }
}
