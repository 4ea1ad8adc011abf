/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A browser that reads events sent by the server. */
final class EventReader implements AnswerReader {
  private final SseEmitter emitter;
  private volatile boolean gone;

  EventReader(SseEmitter emitter) {
    this.emitter = emitter;
    emitter.onError(error -> gone = true);
    emitter.onTimeout(() -> gone = true);
    emitter.onCompletion(() -> gone = true);
  }

  @Override
  public boolean isGone() {
    return gone;
  }

  /** Who has enough closes the connection. */
  @Override
  public boolean isStopped() {
    return false;
  }

  @Override
  public void send(String name, Object data) throws IOException {
    SseEmitter.SseEventBuilder event = SseEmitter.event();
    if (!name.equals("message")) { // what has no name is one
      event.name(name);
    }
    emitter.send(event.data(data, MediaType.APPLICATION_JSON));
  }

  @Override
  public void complete() {
    emitter.complete();
  }
}
