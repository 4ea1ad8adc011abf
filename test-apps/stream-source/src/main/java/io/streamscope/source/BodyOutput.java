/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/** The body of one answer: framed, compressed and cut to pieces as asked. */
final class BodyOutput {

  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};
  private static final int[] PIECES = {1, 2, 3, 1, 5};
  private static final int BETWEEN_PIECES_MS = 1;

  private final Peer peer;
  private final boolean chunked;
  private final boolean split;
  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
  private final OutputStream encoder;
  private long wireBytes;
  private int piece;

  BodyOutput(Peer peer, Knobs knobs) throws IOException {
    this.peer = peer;
    this.chunked = knobs.framing().equals("chunked");
    this.split = knobs.is("split");
    this.encoder = knobs.is("gzip") ? new GZIPOutputStream(buffer, true) : buffer;
  }

  /** Writes bytes through to the socket. */
  void write(byte[] bytes) throws IOException {
    encoder.write(bytes);
    encoder.flush();
    drain();
  }

  /** Writes the beginning of a chunk of bytes and leaves it at that. */
  void writeHalf(byte[] bytes) throws IOException {
    if (chunked) {
      writeChunkHead(bytes.length);
    }
    peer.write(bytes, 0, bytes.length / 2);
    wireBytes += bytes.length / 2;
  }

  /**
   * The last bytes and the end of the body are one write: whoever decodes gzip knows by the former
   * that there is no more, and may close the connection before it has seen the latter.
   */
  void end() throws IOException {
    encoder.close();
    if (!chunked || split) {
      drain();
    }
    if (chunked) {
      ByteArrayOutputStream last = new ByteArrayOutputStream();
      if (buffer.size() > 0) {
        last.write(chunk(buffer.toByteArray(), 0, buffer.size()));
        wireBytes += buffer.size();
      }
      last.write(LAST_CHUNK);
      peer.write(last.toByteArray(), 0, last.size());
    }
  }

  long wireBytes() {
    return wireBytes;
  }

  private void drain() throws IOException {
    byte[] bytes = buffer.toByteArray();
    buffer.reset();
    int from = 0;
    while (from < bytes.length) {
      int length = split ? PIECES[piece++ % PIECES.length] : bytes.length;
      int end = Math.min(bytes.length, from + length);
      writePiece(bytes, from, end - from);
      from = end;
      if (split) {
        peer.pause(BETWEEN_PIECES_MS);
      }
    }
  }

  private void writePiece(byte[] bytes, int offset, int length) throws IOException {
    wireBytes += length;
    if (!chunked) {
      peer.write(bytes, offset, length);
      return;
    }
    byte[] chunk = chunk(bytes, offset, length);
    peer.write(chunk, 0, chunk.length);
  }

  private static byte[] chunk(byte[] bytes, int offset, int length) throws IOException {
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    chunk.write(chunkHead(length));
    chunk.write(bytes, offset, length);
    chunk.write(CRLF);
    return chunk.toByteArray();
  }

  private void writeChunkHead(int length) throws IOException {
    byte[] head = chunkHead(length);
    peer.write(head, 0, head.length);
  }

  private static byte[] chunkHead(int length) {
    return (Integer.toHexString(length).toUpperCase(Locale.ROOT) + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
