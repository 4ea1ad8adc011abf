/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import static io.streamscope.instrumentation.okhttp.v3_14.OkHttpStreamSingletons.calls;
import static io.streamscope.instrumentation.okhttp.v3_14.OkHttpStreamSingletons.decoders;
import static io.streamscope.instrumentation.okhttp.v3_14.OkHttpStreamSingletons.encodedSources;
import static io.streamscope.instrumentation.okhttp.v3_14.OkHttpStreamSingletons.readings;

import io.streamscope.http.InboundBody;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.internal.connection.Exchange;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/**
 * A streamed body on its way from the connection to whoever reads it. OkHttp decompresses it above
 * the place where it counts; then the bytes are seen there, and here only whether it is closed.
 */
public final class BodyReading {

  private final InboundBody body;
  private final Call call;
  private final boolean gzip;
  private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor(); // one reader at a time
  private boolean decodedAbove;
  private boolean begun;

  private BodyReading(InboundBody body, Call call, boolean gzip) {
    this.body = body;
    this.call = call;
    this.gzip = gzip;
  }

  /** The body of an answer can be read from now on. */
  public static void opened(
      Exchange exchange, Call call, Response response, @Nullable ResponseBody opened) {
    IssuedCall issued = calls().get(call);
    if (issued == null || opened == null || !issued.isOfInterest(response)) {
      return; // a redirect, for one: what the call is about may still come
    }
    if (opened.contentLength() == 0) {
      issued.answeredWithout(response);
      return;
    }
    String encoding = response.header("Content-Encoding");
    boolean gzip = "gzip".equalsIgnoreCase(encoding);
    InboundBody body = issued.answered(response, gzip ? null : encoding);
    if (body != null) {
      BodyReading reading = new BodyReading(body, call, gzip);
      readings().set(exchange, reading);
      if (gzip) {
        encodedSources().set(opened.source(), reading);
      }
      body.ownedBy(exchange); // until it is read
    }
  }

  /**
   * The connection was asked for bytes.
   *
   * @param source that was asked, which only whoever reads refers to; a call with a deadline, and
   *     the exchange with it, is kept until then
   * @param into where they have been appended
   * @param count how many, -1 at the end
   * @param completed whether these were the last
   */
  public static void read(
      Exchange exchange,
      Source source,
      Buffer into,
      long count,
      boolean completed,
      @Nullable Throwable thrown) {
    BodyReading reading = readings().get(exchange);
    if (reading == null) {
      return;
    }
    reading.begunBy(source);
    if (!reading.decodedAbove) {
      reading.seen(into, count, thrown);
      if (completed && thrown == null) {
        reading.body.onEnd();
      }
    }
  }

  /** The connection has failed; whoever reads a body learns of it there. */
  public static void lost(Exchange exchange, Call call, IOException error) {
    if (readings().get(exchange) == null) {
      IssuedCall.attemptFailed(call, error);
    }
  }

  /** Somebody closes the body, at its end or earlier. */
  public static void closing(Exchange exchange) {
    BodyReading reading = readings().get(exchange);
    if (reading != null) {
      reading.body.onClose();
    }
  }

  /** Somebody decompresses a source. */
  public static void decoding(GzipSource decoder, Source source) {
    BodyReading reading =
        source instanceof BufferedSource buffered ? encodedSources().get(buffered) : null;
    if (reading != null) {
      reading.decodedAbove = true;
      decoders().set(decoder, reading);
    }
  }

  /** A decoder was asked for bytes; as {@link #read}. */
  public static void decoded(
      GzipSource decoder, Buffer into, long count, @Nullable Throwable thrown) {
    BodyReading reading = decoders().get(decoder);
    if (reading != null) {
      reading.seen(into, count, thrown);
    }
  }

  private void begunBy(Source source) {
    if (!begun) {
      begun = true;
      body.ownedBy(source);
    }
  }

  private void seen(Buffer into, long count, @Nullable Throwable thrown) {
    if (thrown != null) {
      failed(thrown);
    } else if (count < 0) {
      body.onEnd();
    } else if (gzip && !decodedAbove) {
      body.unreadable(count);
    } else {
      report(into, into.size() - count);
    }
  }

  private void report(Buffer bytes, long from) {
    bytes.readUnsafe(cursor);
    try {
      for (int count = cursor.seek(from); count > 0; count = cursor.next()) {
        body.onBytes(cursor.data, cursor.start, count);
      }
    } finally {
      cursor.close();
    }
  }

  private void failed(Throwable thrown) {
    // a deadline for the whole call cancels it as well
    if (call.isCanceled() && !"timeout".equals(thrown.getMessage())) {
      body.onClose();
    } else {
      body.failed(thrown);
    }
  }
}
