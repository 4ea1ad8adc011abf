/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/responses/{id}}: what was answered before; the newest are kept. */
final class StoredResponses implements Endpoint {
  private static final int CAPACITY = 1000;

  private final Map<String, String> responses = // guarded by this
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > CAPACITY;
        }
      };

  synchronized void put(String id, String response) {
    responses.put(id, response);
  }

  private synchronized @Nullable String get(String id) {
    return responses.get(id);
  }

  @Override
  public void answer(Call call) throws IOException {
    String id = call.pathValue("id");
    String response = get(id);
    if (response == null) {
      call.respondJson(
          404,
          OpenAiErrors.json(
              "invalid_request_error", "not_found", "Response with id '" + id + "' not found."));
    } else {
      call.respondJson(200, response);
    }
  }
}
