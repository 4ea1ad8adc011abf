/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;
import java.util.function.Function;

/** Answers requests whose answer is one document and never a stream. */
final class DocumentEndpoint implements Endpoint {
  private final FakeLlmOptions options;
  private final ErrorFormat errors;
  private final Function<Call, String> document;

  /**
   * @param document reads a request and says the answer; throws {@link IllegalArgumentException} if
   *     it is none
   */
  DocumentEndpoint(FakeLlmOptions options, ErrorFormat errors, Function<Call, String> document) {
    this.options = options;
    this.errors = errors;
    this.document = document;
  }

  @Override
  public ErrorFormat errors() {
    return errors;
  }

  @Override
  public void answer(Call call) throws IOException {
    KnobSettings knobs = call.knobs(options);
    String answered = document.apply(call);
    call.pause(knobs.millis(Knob.HEADERS_DELAY));
    WholeAnswer answer = new WholeAnswer(call, knobs);
    if (answer.isFault(Knob.ERROR_STATUS)) {
      answer.respondFault(Knob.ERROR_STATUS, errors);
    } else {
      answer.write("application/json", answered);
    }
  }
}
