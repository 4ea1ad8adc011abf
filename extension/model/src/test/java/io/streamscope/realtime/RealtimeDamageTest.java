/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.realtime.RealtimeFramesTest.Recorded;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages that are damaged in all ways, whole and in parts: nothing of ours fails. */
class RealtimeDamageTest {

  private static final int RUNS = 300;
  private static final String[] PIECES = {
    "{", "}", "[", "]", "'", ",", ":", "null", "7", "-1", "true", "\\", "'type':", "'x'", "\u00e9"
  };

  @ParameterizedTest
  @EnumSource
  void damage_costsTheMessageAlone(Recorded recorded) {
    Kept log = new Kept();
    Logger logger = Logger.getLogger("io.streamscope");
    Level before = logger.getLevel();
    logger.addHandler(log);
    logger.setLevel(Level.FINE);
    try {
      for (int run = 0; run < RUNS; run++) {
        List<String> whole = play(recorded, new Random(run), false);
        List<String> parts = play(recorded, new Random(run), true);

        assertThat(parts).as("run %d", run).isEqualTo(whole);
      }
    } finally {
      logger.removeHandler(log);
      logger.setLevel(before);
    }

    assertThat(log.messages).isEmpty();
  }

  private static List<String> play(Recorded recorded, Random random, boolean inParts) {
    Talk talk = recorded.talk();
    for (String message : recorded.messages()) {
      boolean sent = message.startsWith(">");
      String event = damaged(sent ? message.substring(1) : message, random);
      int cut = random.nextInt(event.length() + 1);
      int at = inParts ? cut : Integer.MAX_VALUE;
      if (sent) {
        talk.sentIn(event, at);
      } else {
        talk.receivedIn(event, at);
      }
      talk.after(10);
    }
    return talk.close().generations().stream().map(RealtimeFramesTest::all).toList();
  }

  private static String damaged(String message, Random random) {
    StringBuilder text = new StringBuilder(message);
    for (int i = random.nextInt(4); i > 0; i--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(6));
      text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static final class Kept extends Handler {

    private final List<String> messages = new CopyOnWriteArrayList<>();

    @Override
    public void publish(LogRecord entry) {
      messages.add(entry.getMessage() + " " + entry.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
