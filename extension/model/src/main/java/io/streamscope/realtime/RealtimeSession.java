/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamEnding;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what passes over a connection to a model that answers in real time. Of any other connection
 * nothing is read. Parts of one direction come one at a time, on any thread; nothing is thrown, and
 * what is handed over is neither kept nor changed.
 */
public final class RealtimeSession {

  private static final RealtimeSession NONE = new RealtimeSession(null);

  private final @Nullable Reading reading; // null if nobody reads

  private RealtimeSession(@Nullable Reading reading) {
    this.reading = reading;
  }

  /** One that reads nothing. */
  public static RealtimeSession none() {
    return NONE;
  }

  static RealtimeSession of(RealtimeFormat format, RealtimeConversation conversation) {
    return new RealtimeSession(new Reading(format, conversation));
  }

  /** Whether what passes is read; telling of it else is in vain. */
  public boolean isRead() {
    return reading != null;
  }

  /** A text has come, or a part of one; null is none. */
  public void received(@Nullable CharSequence text, boolean last) {
    if (reading != null && text != null) {
      Guard.run(() -> reading.received(text, last));
    }
  }

  /** Bytes have come, or a part of them. */
  public void received(@Nullable ByteBuffer bytes, boolean last) {
    received(bytes, false, last);
  }

  /**
   * A message has come, or a part of one.
   *
   * @param text whether it is a text, in UTF-8
   */
  public void received(@Nullable ByteBuffer payload, boolean text, boolean last) {
    if (reading != null && payload != null) {
      Guard.run(() -> reading.received(payload, text, last));
    }
  }

  /** The application sends a text, or a part of one; null is none. */
  public void sent(@Nullable CharSequence text, boolean last) {
    if (reading != null && text != null) {
      Guard.run(() -> reading.sent(text, last));
    }
  }

  /**
   * It sends a message, or a part of one.
   *
   * @param text whether it is a text, in UTF-8
   */
  public void sent(@Nullable ByteBuffer payload, boolean text, boolean last) {
    if (reading != null && payload != null) {
      Guard.run(() -> reading.sent(payload, text, last));
    }
  }

  /**
   * The connection is closed.
   *
   * @param how that ends its session
   * @param peerCode with which the other side has closed it, 0 if it was not that
   */
  public void ended(StreamEnding how, int peerCode) {
    if (reading != null) {
      Guard.run(() -> reading.ended(how, peerCode));
    }
  }

  private static final class Reading {

    private final RealtimeFormat format;
    private final RealtimeConversation conversation; // guarded by itself, with the format
    private final PassingMessage incoming = new PassingMessage();
    private final PassingMessage outgoing = new PassingMessage();
    private boolean over; // guarded by the conversation

    Reading(RealtimeFormat format, RealtimeConversation conversation) {
      this.format = format;
      this.conversation = conversation;
    }

    void received(CharSequence text, boolean last) {
      incoming.add(text);
      if (last) {
        receivedEvent(incoming.take());
      }
    }

    void received(ByteBuffer payload, boolean text, boolean last) {
      if (text || format.hasBinaryEvents()) {
        incoming.add(payload);
        if (last) {
          receivedEvent(incoming.take());
        }
        return;
      }
      incoming.skip(payload.remaining());
      if (last) {
        long size = incoming.take().bytes();
        synchronized (conversation) {
          if (!over) {
            format.onAudioReceived(size, conversation);
          }
        }
      }
    }

    private void receivedEvent(RealtimeEvent event) {
      synchronized (conversation) {
        if (!over && event.isDocument()) {
          format.onReceived(event, conversation);
        }
      }
    }

    /** Several threads may send; a message is not mixed with another one. */
    void sent(CharSequence text, boolean last) {
      synchronized (outgoing) {
        outgoing.add(text);
        if (last) {
          sentEvent(outgoing.take());
        }
      }
    }

    void sent(ByteBuffer payload, boolean text, boolean last) {
      synchronized (outgoing) {
        if (text || format.hasBinaryEvents()) {
          outgoing.add(payload);
          if (last) {
            sentEvent(outgoing.take());
          }
          return;
        }
        outgoing.skip(payload.remaining());
        if (last) {
          sentAudio(outgoing.take().bytes());
        }
      }
    }

    private void sentAudio(long size) {
      synchronized (conversation) {
        if (!over) {
          format.onAudioSent(size, conversation);
        }
      }
    }

    private void sentEvent(RealtimeEvent event) {
      synchronized (conversation) {
        if (!over && event.isDocument()) {
          format.onSent(event, conversation);
        }
      }
    }

    void ended(StreamEnding how, int peerCode) {
      synchronized (conversation) {
        if (!over) {
          over = true;
          conversation.close(how, peerCode);
        }
      }
    }
  }
}
