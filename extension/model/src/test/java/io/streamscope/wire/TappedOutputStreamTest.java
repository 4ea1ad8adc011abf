/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TappedOutputStreamTest {

  private final Delegate delegate = new Delegate();
  private final RecordingTap tap = new RecordingTap();

  @Test
  void passesEveryCallOnAndTellsWhatWasWritten() throws IOException {
    OutputStream out = new TappedOutputStream(delegate, tap);
    out.write(0x161);
    out.write("bc".getBytes(ISO_8859_1));
    out.write("xdefx".getBytes(ISO_8859_1), 1, 3);
    out.write(new byte[0]);
    out.flush();
    out.close();
    out.close();
    assertThat(delegate.calls)
        .containsExactly(
            "write(353)", "write(bc)", "write(xdefx,1,3)", "write()", "flush", "close", "close");
    assertThat(tap.bytes).hasToString("abcdef");
    assertThat(tap.closes).isEqualTo(1);
    assertThat(tap.ends).isZero();
    assertThat(out).hasToString("delegate");
  }

  @Test
  void whatFailedIsNotTold() {
    delegate.failure = new IOException("broken pipe");
    OutputStream out = new TappedOutputStream(delegate, tap);
    byte[] bytes = {1, 2, 3};
    assertThatThrownBy(() -> out.write(1)).isSameAs(delegate.failure);
    assertThatThrownBy(() -> out.write(bytes)).isSameAs(delegate.failure);
    assertThatThrownBy(() -> out.write(bytes, 0, 2)).isSameAs(delegate.failure);
    assertThatThrownBy(out::flush).isSameAs(delegate.failure);
    assertThatThrownBy(out::close).isSameAs(delegate.failure);
    assertThat(tap.bytes).isEmpty();
    assertThat(tap.errors).hasSize(5).allMatch(error -> error == delegate.failure);
    assertThat(tap.closes).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aThrowingTapDisturbsNothing(boolean failing) {
    delegate.failure = failing ? new IOException("broken pipe") : null;
    OutputStream out = new TappedOutputStream(delegate, new ThrowingTap());
    List<Object> results = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      try {
        switch (i) {
          case 0 -> out.write(1);
          case 1 -> out.write(new byte[] {1});
          case 2 -> out.write(new byte[] {1}, 0, 1);
          default -> out.close();
        }
        results.add("done");
      } catch (IOException e) {
        results.add(e);
      }
    }
    assertThat(results).hasSize(4).containsOnly(failing ? delegate.failure : "done");
    assertThat(delegate.calls).hasSize(4);
  }

  private static final class Delegate extends OutputStream {

    final List<String> calls = new ArrayList<>();
    IOException failure;

    private void call(String call) throws IOException {
      calls.add(call);
      if (failure != null) {
        throw failure;
      }
    }

    @Override
    public void write(int b) throws IOException {
      call("write(" + b + ")");
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      call("write(" + new String(bytes, ISO_8859_1) + ")");
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      call("write(" + new String(bytes, ISO_8859_1) + "," + offset + "," + length + ")");
    }

    @Override
    public void flush() throws IOException {
      call("flush");
    }

    @Override
    public void close() throws IOException {
      call("close");
    }

    @Override
    public String toString() {
      return "delegate";
    }
  }
}
