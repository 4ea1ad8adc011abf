/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jdkserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.streamscope.servlet.Answer;
import io.streamscope.servlet.Observations;
import java.io.IOException;
import java.util.concurrent.Executor;

/** The ways in which handlers answer. */
final class Handlers {

  private final Observations observations;

  Handlers(Observations observations) {
    this.observations = observations;
  }

  /** Before the handler returns; if the answer fails, the server is left to close it. */
  HttpHandler sync(Answer answer) {
    return http -> {
      try {
        answer.write(new JdkExchange(http));
      } catch (IOException | IllegalStateException failure) {
        observations.saw("handle", failure);
        throw failure;
      }
      http.close();
    };
  }

  /** On another thread, after the handler has returned. */
  HttpHandler handedOver(Answer answer, Executor executor) {
    return http ->
        executor.execute(
            () -> {
              write(answer, http);
              http.close();
              observations.saw("closed");
            });
  }

  /** The same, but nobody ever closes it. */
  HttpHandler forgotten(Answer answer, Executor executor) {
    return http -> executor.execute(() -> write(answer, http));
  }

  private void write(Answer answer, HttpExchange http) {
    try {
      answer.write(new JdkExchange(http));
    } catch (IOException | IllegalStateException failure) {
      observations.saw("write", failure);
    }
  }
}
