/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a conversation leads to.
 *
 * @param provider {@code gen_ai.provider.name}
 * @param model that the URL names, null if it names none
 * @param host null when unknown
 * @param port -1 when unknown
 */
record RealtimeTarget(String provider, @Nullable String model, @Nullable String host, int port) {

  private static final int MODEL_MAX = 256;

  static RealtimeTarget of(String provider, URI uri) {
    String model = parameter(uri.getRawQuery(), "model=");
    return new RealtimeTarget(
        provider,
        model == null ? parameter(uri.getRawQuery(), "deployment=") : model,
        uri.getHost(),
        uri.getPort());
  }

  private static @Nullable String parameter(@Nullable String query, String name) {
    if (query == null) {
      return null;
    }
    for (String pair : query.split("&")) {
      if (pair.startsWith(name)
          && pair.length() > name.length()
          && pair.length() - name.length() <= MODEL_MAX) {
        return decoded(pair.substring(name.length()));
      }
    }
    return null;
  }

  private static @Nullable String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }
}
