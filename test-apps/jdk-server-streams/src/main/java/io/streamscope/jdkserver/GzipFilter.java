/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Compresses what passes; a flush sends all that was written. */
final class GzipFilter extends Filter {

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    exchange.setStreams(null, new Compressed(exchange.getResponseBody()));
    chain.doFilter(exchange);
  }

  @Override
  public String description() {
    return "gzip";
  }

  /** Its own header must not be written before that of HTTP. */
  private static final class Compressed extends OutputStream {
    private final OutputStream out;
    private @Nullable GZIPOutputStream gzip;

    Compressed(OutputStream out) {
      this.out = out;
    }

    private GZIPOutputStream gzip() throws IOException {
      GZIPOutputStream known = gzip;
      if (known == null) {
        known = new GZIPOutputStream(out, true);
        gzip = known;
      }
      return known;
    }

    @Override
    public void write(int b) throws IOException {
      gzip().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      gzip().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      gzip().flush();
    }

    @Override
    public void close() throws IOException {
      gzip().close();
    }
  }
}
