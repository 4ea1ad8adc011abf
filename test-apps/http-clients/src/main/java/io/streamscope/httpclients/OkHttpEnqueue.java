/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/** OkHttp's {@code enqueue}: the body is read in the callback. */
final class OkHttpEnqueue implements StreamingClient {

  private final OkHttpClient client = new OkHttpClient();

  @Override
  public Set<Trait> traits() {
    return OkHttpRequests.traits(Trait.PULLS, Trait.ANY_TYPE, Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Call call = OkHttpRequests.client(client, ask).newCall(OkHttpRequests.request(ask));
    call.enqueue(
        new Callback() {
          @Override
          public void onResponse(Call answered, Response response) throws IOException {
            try {
              OkHttpRequests.readLines(response, reading, answered::cancel);
            } catch (Exception failure) {
              throw new IOException(failure);
            } finally {
              over.countDown();
            }
          }

          @Override
          public void onFailure(Call failed, IOException failure) {
            reading.failed(failure);
            over.countDown();
          }
        });
    over.await();
  }
}
