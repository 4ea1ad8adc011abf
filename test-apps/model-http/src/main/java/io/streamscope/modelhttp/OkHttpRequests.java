/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** What all ways of using OkHttp have in common. */
final class OkHttpRequests {
  private OkHttpRequests() {}

  static Request request(Ask ask) {
    Request.Builder builder = new Request.Builder().url(ask.url()).post(new Body(ask));
    ask.headers().forEach(builder::header);
    return builder.build();
  }

  static void status(Reading reading, Response response) {
    reading.status(
        response.code(), response.header("Content-Type"), response.header("Retry-After"));
  }

  private static final class Body extends RequestBody {
    private final Ask ask;

    Body(Ask ask) {
      this.ask = ask;
    }

    @Override
    public @Nullable MediaType contentType() {
      return null; // a header says it
    }

    @Override
    public long contentLength() {
      return ask.once() ? -1 : ask.body().length;
    }

    @Override
    public boolean isOneShot() {
      return ask.once();
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
      sink.write(ask.body());
    }
  }
}
