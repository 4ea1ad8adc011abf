/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes down each call and throws always the same object. */
final class FailingInputStream extends InputStream {

  final IOException failure = new IOException("broken");
  final List<String> calls = new ArrayList<>();

  private IOException call(String call) {
    calls.add(call);
    return failure;
  }

  @Override
  public int read() throws IOException {
    throw call("read()");
  }

  @Override
  public int read(byte[] bytes) throws IOException {
    throw call("read(b)");
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    throw call("read(b," + offset + "," + length + ")");
  }

  @Override
  public byte[] readAllBytes() throws IOException {
    throw call("readAllBytes()");
  }

  @Override
  public byte[] readNBytes(int length) throws IOException {
    throw call("readNBytes(" + length + ")");
  }

  @Override
  public int readNBytes(byte[] bytes, int offset, int length) throws IOException {
    throw call("readNBytes(b," + offset + "," + length + ")");
  }

  @Override
  public long skip(long count) throws IOException {
    throw call("skip(" + count + ")");
  }

  @Override
  public void skipNBytes(long count) throws IOException {
    throw call("skipNBytes(" + count + ")");
  }

  @Override
  public long transferTo(OutputStream out) throws IOException {
    throw call("transferTo(out)");
  }

  @Override
  public int available() throws IOException {
    throw call("available()");
  }

  @Override
  public void mark(int limit) {
    calls.add("mark(" + limit + ")");
  }

  @Override
  public void reset() throws IOException {
    throw call("reset()");
  }

  @Override
  public boolean markSupported() {
    calls.add("markSupported()");
    return true;
  }

  @Override
  public void close() throws IOException {
    throw call("close()");
  }

  @Override
  public String toString() {
    return "failing";
  }
}
