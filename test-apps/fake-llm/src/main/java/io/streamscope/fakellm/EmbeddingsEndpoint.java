/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.io.IOException;

/** Answers requests for vectors in one protocol; its faults are apart from those of chats. */
final class EmbeddingsEndpoint implements Endpoint {
  private final FakeLlmOptions options;
  private final VectorProtocol protocol;

  EmbeddingsEndpoint(FakeLlmOptions options, VectorProtocol protocol) {
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
    VectorRequest request = protocol.reader().apply(call);
    call.pause(knobs.millis(Knob.EMBEDDINGS_DELAY));
    WholeAnswer answer = new WholeAnswer(call, knobs);
    if (answer.isFault(Knob.EMBEDDINGS_ERROR_STATUS)) {
      answer.respondFault(Knob.EMBEDDINGS_ERROR_STATUS, protocol.errors());
    } else {
      String vectors = protocol.renderer().apply(request);
      call.respondJson(200, knobs.flag(Knob.UNKNOWN_FIELDS) ? UnknownFields.in(vectors) : vectors);
    }
  }
}
