/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;

/** Answers questions to a model in one protocol, whole or in pieces. */
final class ModelEndpoint implements Endpoint {
  private final FakeLlmOptions options;
  private final Protocol protocol;

  ModelEndpoint(FakeLlmOptions options, Protocol protocol) {
    this.options = options;
    this.protocol = protocol;
  }

  @Override
  public ErrorFormat errors() {
    return protocol.errors();
  }

  @Override
  public void answer(Call call) throws IOException {
    KnobSettings knobs = call.knobs(options);
    ModelRequest request = protocol.reader().apply(call);
    Reply reply = Reply.to(request, knobs, protocol.wholeToolCalls());
    Rendering rendering =
        protocol.renderer().apply(new Turn(request, reply, Usage.of(request, reply, knobs)));
    call.setHeader(protocol.idHeader(), "req_" + RandomText.of(24));
    call.pause(knobs.millis(Knob.HEADERS_DELAY));
    WholeAnswer answer = new WholeAnswer(call, knobs);
    if (answer.isFault(Knob.ERROR_STATUS)) {
      answer.respondFault(Knob.ERROR_STATUS, protocol.errors());
    } else if (request.stream()) {
      new ModelStream(call, knobs, reply, rendering).write();
    } else {
      answer.write("application/json", rendering.whole());
    }
  }
}
