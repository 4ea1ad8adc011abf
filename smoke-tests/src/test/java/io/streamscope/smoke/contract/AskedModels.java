/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.fakellm.LoggedRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the model server was asked, in order to compare it with what it was asked without us. */
final class AskedModels {

  private static final int LEGIBLE = 2000;

  /** What some SDKs give each request. */
  private static final Pattern RANDOM_ID =
      Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private AskedModels() {}

  /** Only the trace context is ours to add. */
  static String text(LoggedRequest request) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.keySet().removeAll(List.of("traceparent", "tracestate", "baggage"));
    headers.replaceAll((name, value) -> RANDOM_ID.matcher(value).replaceAll("*"));
    return "%s %s %s %s -> %s %s"
        .formatted(
            request.method(),
            request.path(),
            headers,
            body(request.body()),
            request.status(),
            request.outcome());
  }

  /** The same request, without a body that is too long to be kept or read. */
  static LoggedRequest legible(LoggedRequest request) {
    return new LoggedRequest(
        request.method(),
        request.path(),
        request.headers(),
        body(request.body()),
        request.status(),
        request.bytesWritten(),
        request.payloadBytes(),
        request.chunksWritten(),
        request.contentChunks(),
        request.outcome(),
        request.startedAt(),
        request.durationMillis());
  }

  private static String body(String body) {
    return body.length() <= LEGIBLE
        ? body
        : body.length() + " characters with hash " + body.hashCode();
  }
}
