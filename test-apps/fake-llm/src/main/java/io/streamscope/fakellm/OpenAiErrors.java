/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

/** {@code {"error":{…}}} as OpenAI sends it. */
final class OpenAiErrors implements ErrorFormat {
  static final OpenAiErrors FORMAT = new OpenAiErrors();

  private OpenAiErrors() {}

  @Override
  public String body(int status, String message) {
    return switch (status) {
      case 401 -> json("invalid_request_error", "invalid_api_key", message);
      case 429 -> json("requests", "rate_limit_exceeded", message);
      default ->
          status < 500
              ? json("invalid_request_error", "invalid_request", message)
              : json("server_error", "server_error", message);
    };
  }

  @Override
  public String badRequest(String message) {
    return json("invalid_request_error", "bad_request", message);
  }

  static String json(String type, String code, String message) {
    return "{\"error\":{\"message\":%s,\"type\":%s,\"param\":null,\"code\":%s}}"
        .formatted(Json.quote(message), Json.quote(type), Json.quote(code));
  }
}
