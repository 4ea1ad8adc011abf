/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.util.Locale;

/** What is said. The peer knows by the path what its part is. */
enum Scenario {
  /** It sends back what it gets, and closes when it is told to. */
  ECHO {
    @Override
    void play(Talk talk) throws Exception {
      talk.connection().text("hello");
      talk.next();
      talk.connection().text("h\u00e9l", "lo \ud83d\ude00");
      talk.next();
      talk.say("{\"say\":\"hello\"}");
      talk.next();
      talk.say("{\"say\"", ":\"parts\"}");
      talk.next();
      talk.connection().binary(100_000);
      talk.next();
      talk.connection().binary(10, 20, 30);
      talk.next();
      talk.connection().close(1000);
      talk.untilTheEnd();
    }
  },
  /** It answers with some messages, the last one in three frames, and closes. */
  STREAM,
  /** A ping either way; the peer answers when it has got one, after its pong. */
  PING {
    @Override
    void play(Talk talk) throws Exception {
      talk.connection().ping();
      talk.connection().text("ping me");
      talk.next();
      talk.connection().close(1000);
      talk.untilTheEnd();
    }
  },
  /** The application's listener throws at the second message; the last frames may pass later. */
  THROW,
  /** It says that the message was too big. */
  TOO_BIG,
  /** It goes away. */
  GOING_AWAY,
  /** It says two words, and the connection is gone when they have been heard. */
  DROP {
    @Override
    void play(Talk talk) throws Exception {
      talk.connection().text("go");
      talk.next();
      talk.next();
      talk.connection().text("cut");
      talk.untilTheEnd();
    }
  },
  /** The application cuts it after the first word. */
  ABORT {
    @Override
    void play(Talk talk) throws Exception {
      talk.connection().text("go");
      talk.next();
      talk.connection().abort();
    }
  },
  /** There is no such thing. */
  REFUSED {
    @Override
    void play(Talk talk) {
      talk.saw("open");
    }
  };

  /** Says one thing, and hears what there is to hear. */
  void play(Talk talk) throws Exception {
    talk.connection().text("go");
    talk.untilTheEnd();
  }

  /** As the peer knows it. */
  String path() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
