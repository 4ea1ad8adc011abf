/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

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
    String path = call.query("path");
    int count = Integer.parseInt("0" + call.query("count"));
    Duration timeout = Duration.ofMillis(Long.parseLong("0" + call.query("timeout")));
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
}
