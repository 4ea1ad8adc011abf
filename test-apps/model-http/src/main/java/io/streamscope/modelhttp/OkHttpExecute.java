/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.io.IOException;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.ResponseBody;

/** OkHttp, {@code execute}: the caller reads. */
final class OkHttpExecute implements ModelClient {
  private final OkHttpClient client = new OkHttpClient();

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.CLOSES, Trait.SENDS_STREAMS);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    try (Response response = client.newCall(OkHttpRequests.request(ask)).execute()) {
      OkHttpRequests.status(reading, response);
      ResponseBody body = response.body();
      if (body == null) {
        throw new IOException("no body");
      }
      if (!ask.streamed()) {
        reading.text(body.string());
        reading.ended();
      } else if (reading.lines(body.byteStream())) {
        reading.ended();
      }
    }
    if (reading.isEnough()) {
      reading.closed();
    }
  }
}
