/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;

/** What all ways of using OkHttp have in common. */
final class OkHttpRequests {

  private OkHttpRequests() {}

  static Set<Trait> traits(Trait... more) {
    EnumSet<Trait> traits =
        EnumSet.of(
            Trait.READ_TIMEOUT,
            Trait.HEADERS_TIMEOUT,
            Trait.CLOSES_ELSEWHERE,
            Trait.FILTERS,
            Trait.GZIP);
    traits.addAll(Set.of(more));
    return traits;
  }

  static OkHttpClient client(OkHttpClient client, Ask ask) {
    OkHttpClient.Builder builder = client.newBuilder().readTimeout(ask.timeout());
    String before = ask.before();
    if (before != null) {
      builder.addInterceptor(
          chain -> {
            client.newCall(new Request.Builder().url(before).build()).execute().close();
            return chain.proceed(chain.request());
          });
    }
    return builder.build();
  }

  static Request request(Ask ask) {
    Request.Builder builder = new Request.Builder().url(ask.url()).header("Accept", Ask.ACCEPT);
    if (ask.lastEventId() != null) {
      builder.header("Last-Event-ID", ask.lastEventId());
    }
    return builder.build();
  }

  /** Reads a response in the calling thread. */
  static void readLines(Response response, Reading reading, Runnable cancel) throws Exception {
    reading.status(response.code(), response.header("Content-Type"));
    ResponseBody body = response.body();
    if (body == null) {
      throw new IOException("no body");
    }
    BufferedSource source = body.source();
    Pull.lines(reading, source::readUtf8Line, response, () -> closeOrCancel(response, cancel));
  }

  /** A thread that does not read must not close: OkHttp asks it to cancel. */
  private static void closeOrCancel(Response response, Runnable cancel) {
    if (Thread.currentThread().getName().equals("app-closer")) {
      cancel.run();
    } else {
      response.close();
    }
  }
}
