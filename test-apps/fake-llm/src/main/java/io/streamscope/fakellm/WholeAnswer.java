/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;
import java.util.OptionalLong;

/** Answers with one document, and with the faults asked for. */
final class WholeAnswer {
  private final Call call;
  private final KnobSettings knobs;

  WholeAnswer(Call call, KnobSettings knobs) {
    this.call = call;
    this.knobs = knobs;
  }

  /** Whether that knob asks for an error status. */
  boolean isFault(Knob knob) {
    return knobs.count(knob).isPresent();
  }

  /** Sends the error that the provider sends with the status that the knob asks for. */
  void respondFault(Knob knob, ErrorFormat errors) throws IOException {
    OptionalLong asked = knobs.count(knob);
    int status = (int) asked.orElse(0);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error status: " + status);
    }
    String retryAfter = knobs.text(Knob.RETRY_AFTER);
    if (retryAfter != null) {
      call.setHeader("Retry-After", retryAfter);
    }
    String message =
        switch (status) {
          case 401 -> "Incorrect API key (injected).";
          case 429 -> "Rate limit reached (injected).";
          default -> ModelStream.FAULT;
        };
    call.respondJson(status, errors.body(status, message));
  }

  /** Sends a document; spoils or cuts it if that is asked for. */
  void write(String contentType, String document) throws IOException {
    String said = knobs.flag(Knob.UNKNOWN_FIELDS) ? UnknownFields.in(document) : document;
    byte[] body =
        (knobs.count(Knob.MALFORMED_AFTER).isPresent() ? "{not json" : said).getBytes(UTF_8);
    boolean cut = knobs.count(Knob.DROP_AFTER).isPresent();
    if (!cut) {
      call.pause(knobs.millis(Knob.FIRST_CHUNK_DELAY));
      call.respond(contentType, 200, body);
      return;
    }
    call.startBody(contentType, 200, body.length);
    call.pause(knobs.millis(Knob.FIRST_CHUNK_DELAY));
    call.write(Arrays.copyOf(body, body.length / 2));
    call.flush();
    throw new ConnectionCut("drop-after");
  }
}
