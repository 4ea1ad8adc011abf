/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers one request, byte by byte as its knobs say. */
final class Answer {

  /** So that the client has read what came before a reset: a reset may overtake it. */
  private static final int BEFORE_BREAK_MS = 150;

  private final Peer peer;
  private final Knobs knobs;
  private final Payload payload;
  private long events;
  private long payloadBytes;
  private long heartbeats;
  private long wireBytes;

  Answer(Peer peer, Knobs knobs) {
    this.peer = peer;
    this.knobs = knobs;
    this.payload = new Payload(knobs);
  }

  /** Writes it until it ends in whatever way. */
  Ending write() {
    try {
      return answer();
    } catch (IOException gone) {
      return Ending.CLIENT_GONE;
    }
  }

  private Ending answer() throws IOException {
    if (knobs.is("noheaders")) {
      peer.awaitGone();
      return Ending.CLIENT_GONE;
    }
    peer.pause(knobs.pauseBeforeHeaders());
    writeHead();
    if (knobs.is("silent")) {
      peer.awaitGone();
      return Ending.CLIENT_GONE;
    }
    BodyOutput body = new BodyOutput(peer, knobs);
    try {
      return knobs.status() == 200 ? writeEvents(body) : writeRefusal(body);
    } finally {
      wireBytes = body.wireBytes();
    }
  }

  private void writeHead() throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + knobs.status() + " Answer\r\n");
    head.append("Content-Type: ").append(knobs.contentType()).append("\r\n");
    head.append("Cache-Control: no-store\r\n");
    if (knobs.is("gzip")) {
      head.append("Content-Encoding: gzip\r\n");
    }
    switch (knobs.framing()) {
      case "chunked" -> head.append("Transfer-Encoding: chunked\r\n");
      case "length" -> head.append("Content-Length: ").append(length()).append("\r\n");
      default -> head.append("Connection: close\r\n");
    }
    byte[] bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    peer.write(bytes, 0, bytes.length);
  }

  private long length() {
    if (knobs.status() != 200) {
      return payload.refusal().length;
    }
    long length = payload.prologue().length;
    for (int i = 0; i < knobs.events(); i++) {
      length += payload.event(i).length;
      length += knobs.commentBefore(i) ? payload.comment().length : 0;
    }
    return length;
  }

  private Ending writeRefusal(BodyOutput body) throws IOException {
    body.write(payload.refusal());
    body.end();
    return Ending.COMPLETE;
  }

  private Ending writeEvents(BodyOutput body) throws IOException {
    if (knobs.is("bom")) {
      body.write(payload.prologue());
    }
    if (knobs.is("heartbeat")) {
      body.write(payload.comment());
      heartbeats++;
    }
    for (int i = 0; i < knobs.events(); i++) {
      peer.pause(knobs.pauseBefore(i));
      if (knobs.dropAt(i)) {
        peer.pause(BEFORE_BREAK_MS);
        return Ending.DROPPED;
      }
      if (knobs.resetAt(i)) {
        body.writeHalf(payload.event(i));
        peer.pause(BEFORE_BREAK_MS);
        return Ending.RESET;
      }
      writeEvent(body, i);
    }
    if (knobs.is("mark")) {
      body.write(payload.endMark());
      peer.awaitGone(); // it has told that there is no more, and waits for the reader to leave
      return Ending.CLIENT_GONE;
    }
    body.end();
    return Ending.COMPLETE;
  }

  private void writeEvent(BodyOutput body, int index) throws IOException {
    if (knobs.commentBefore(index)) {
      body.write(payload.comment());
      heartbeats++;
    }
    body.write(payload.event(index));
    events++;
    payloadBytes += payload.size(index);
  }

  ServedRequest describe(Request request, Ending ending) {
    return request.served(events, payloadBytes, heartbeats, wireBytes, ending);
  }
}
