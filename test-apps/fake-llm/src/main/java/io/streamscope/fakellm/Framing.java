/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

/** How events follow each other in a body. One for each answer: it may know what came before. */
interface Framing {
  String contentType();

  /** The bytes of an event. */
  byte[] bytes(Frame frame);

  /** The bytes of something that is no event and that readers skip. */
  byte[] comment();

  /** What ends the body. */
  default byte[] close() {
    return new byte[0];
  }

  /** Server-sent events. */
  static Framing events(boolean crlf) {
    return new ServerSentEvents("text/event-stream; charset=utf-8", crlf ? "\r\n" : "\n");
  }

  /** A JSON document a line. */
  static Framing lines(boolean crlf) {
    return new JsonLines(crlf ? "\r\n" : "\n");
  }

  /** Fields of an event, one a line. */
  record ServerSentEvents(String contentType, String lineEnd) implements Framing {
    @Override
    public byte[] bytes(Frame frame) {
      String name = frame.name() == null ? "" : "event: " + frame.name() + lineEnd;
      return (name + "data: " + frame.data() + lineEnd + lineEnd).getBytes(UTF_8);
    }

    @Override
    public byte[] comment() {
      return (": ping" + lineEnd + lineEnd).getBytes(UTF_8);
    }
  }

  /** What Ollama sends. */
  record JsonLines(String lineEnd) implements Framing {
    @Override
    public String contentType() {
      return "application/x-ndjson";
    }

    @Override
    public byte[] bytes(Frame frame) {
      return (frame.data() + lineEnd).getBytes(UTF_8);
    }

    @Override
    public byte[] comment() {
      return lineEnd.getBytes(UTF_8);
    }
  }
}
