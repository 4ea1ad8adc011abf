/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;
import retrofit2.Call;
import retrofit2.Response;
import retrofit2.Retrofit;
import retrofit2.http.GET;
import retrofit2.http.Header;
import retrofit2.http.Streaming;
import retrofit2.http.Url;

/** Retrofit with {@code @Streaming}. */
final class RetrofitStreaming implements StreamingClient {

  private final OkHttpClient client = new OkHttpClient();

  @Override
  public Set<Trait> traits() {
    return OkHttpRequests.traits(Trait.PULLS, Trait.ANY_TYPE, Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    Streams streams =
        new Retrofit.Builder()
            .baseUrl("http://127.0.0.1/")
            .client(OkHttpRequests.client(client, ask))
            .build()
            .create(Streams.class);
    Call<ResponseBody> call = streams.stream(ask.url(), Ask.ACCEPT, ask.lastEventId());
    Response<ResponseBody> response = call.execute();
    reading.status(response.code(), response.headers().get("Content-Type"));
    ResponseBody body = response.isSuccessful() ? response.body() : response.errorBody();
    if (body == null) {
      throw new IllegalStateException("no body");
    }
    BufferedSource source = body.source();
    Pull.lines(
        reading,
        source::readUtf8Line,
        response,
        () -> {
          if (Thread.currentThread().getName().equals("app-closer")) {
            call.cancel();
          } else {
            body.close();
          }
        });
  }

  interface Streams {
    @Streaming
    @GET
    Call<ResponseBody> stream(
        @Url String url,
        @Header("Accept") String accept,
        @Header("Last-Event-ID") @Nullable String lastEventId);
  }
}
