/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET} and {@code DELETE /requests}. */
final class LogEndpoints {
  private final RequestLog log;

  LogEndpoints(RequestLog log) {
    this.log = log;
  }

  /**
   * Lists the requests that have ended. Query parameters: {@code path} lists only requests of that
   * path, {@code count} and {@code timeout} (ms) wait for that many first.
   */
  void list(Call call) throws IOException {
    Map<String, String> query = query(call.uri().getRawQuery());
    String path = query.getOrDefault("path", "");
    int count = Integer.parseInt(query.getOrDefault("count", "0"));
    Duration timeout = Duration.ofMillis(Long.parseLong(query.getOrDefault("timeout", "0")));
    try {
      List<LoggedRequest> requests =
          log.await(request -> path.isEmpty() || request.path().equals(path), count, timeout);
      call.respondJson(
          200,
          requests.stream().map(LoggedRequest::toJson).collect(Collectors.joining(",", "[", "]")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectionCut("the server closes");
    }
  }

  void clear(Call call) throws IOException {
    log.clear();
    call.respondJson(200, "{\"cleared\":true}");
  }

  private static Map<String, String> query(@Nullable String rawQuery) {
    Map<String, String> query = new HashMap<>();
    if (rawQuery != null) {
      for (String part : rawQuery.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          query.put(
              part.substring(0, equals), URLDecoder.decode(part.substring(equals + 1), UTF_8));
        }
      }
    }
    return query;
  }
}
