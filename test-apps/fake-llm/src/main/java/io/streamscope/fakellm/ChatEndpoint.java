/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/** {@code POST /v1/chat/completions}. */
final class ChatEndpoint implements Endpoint {
  private final FakeLlmOptions options;

  ChatEndpoint(FakeLlmOptions options) {
    this.options = options;
  }

  @Override
  public void answer(Call call) throws IOException {
    KnobSettings knobs = call.knobs(options);
    ChatRequest request = ChatRequest.parse(call.body());
    Reply reply = Reply.to(request, knobs);
    ChatJson json = new ChatJson(request);
    call.setHeader("x-request-id", "req_" + ChatJson.randomText(24));
    call.pause(knobs.millis(Knob.HEADERS_DELAY));
    OptionalLong errorStatus = knobs.count(Knob.ERROR_STATUS);
    if (errorStatus.isPresent()) {
      respondFault(call, knobs, (int) errorStatus.getAsLong());
    } else if (request.stream()) {
      new ChatStream(call, knobs, request, reply, json).write();
    } else {
      writeWhole(call, knobs, reply, json);
    }
  }

  /** Sends the error that OpenAI sends with that status. */
  static void respondFault(Call call, KnobSettings knobs, int status) throws IOException {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error status: " + status);
    }
    String retryAfter = knobs.text(Knob.RETRY_AFTER);
    if (retryAfter != null) {
      call.setHeader("Retry-After", retryAfter);
    }
    switch (status) {
      case 401 ->
          call.respondError(
              status, "invalid_request_error", "invalid_api_key", "Incorrect API key (injected).");
      case 429 ->
          call.respondError(
              status, "requests", "rate_limit_exceeded", "Rate limit reached (injected).");
      default ->
          call.respondError(
              status,
              status < 500 ? "invalid_request_error" : "server_error",
              status < 500 ? "invalid_request" : "server_error",
              "The server had an error (injected).");
    }
  }

  private static void writeWhole(Call call, KnobSettings knobs, Reply reply, ChatJson json)
      throws IOException {
    String usage = knobs.flag(Knob.NO_USAGE) ? "" : ChatStream.usage(json, knobs, reply);
    String text =
        knobs.count(Knob.MALFORMED_AFTER).isPresent()
            ? "{not json"
            : json.completion(reply.message(), reply.finishReason(), usage);
    byte[] body = text.getBytes(UTF_8);
    if (knobs.count(Knob.DROP_AFTER).isEmpty()) {
      call.pause(knobs.millis(Knob.FIRST_CHUNK_DELAY));
      call.respondJson(200, text);
      return;
    }
    call.startBody("application/json", 200, body.length);
    call.pause(knobs.millis(Knob.FIRST_CHUNK_DELAY));
    call.write(Arrays.copyOf(body, body.length / 2));
    call.flush();
    throw new ConnectionCut("drop-after");
  }
}
