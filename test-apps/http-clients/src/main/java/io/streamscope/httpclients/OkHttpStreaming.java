/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.Set;
import okhttp3.Call;
import okhttp3.OkHttpClient;

/** OkHttp's {@code execute}, lines from the source of the body. */
final class OkHttpStreaming implements StreamingClient {

  private final OkHttpClient client = new OkHttpClient();

  @Override
  public Set<Trait> traits() {
    return OkHttpRequests.traits(Trait.PULLS, Trait.ANY_TYPE, Trait.FORGETS);
  }

  @Override
  public void read(Ask ask, Reading reading) throws Exception {
    Call call = OkHttpRequests.client(client, ask).newCall(OkHttpRequests.request(ask));
    OkHttpRequests.readLines(call.execute(), reading, call::cancel);
  }
}
