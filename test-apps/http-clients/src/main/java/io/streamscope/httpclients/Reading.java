/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The application's part in one stream: it tells what it sees and decides when it has enough. */
final class Reading {

  private static final String END_MARK = "[DONE]";
  private static final int ENOUGH = 3;
  private static final int TOLD_MAX = 20;
  private static final int LAST_WORDS_MS = 500;
  private static final int ELSEWHERE_MS = 300;
  private static final int COLLECTIONS_MAX = 20;

  private final Facts facts;
  private final Stop stop;
  private final boolean pushed;
  private final OwnFailure own = new OwnFailure();
  private final Signals signals = new Signals();
  private final EventLines lines = new EventLines(this);
  private final Set<String> threads = new ConcurrentSkipListSet<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch enough = new CountDownLatch(1);
  private final @Nullable URI inner;
  private int events;
  private int hash;
  private volatile @Nullable String lastId;
  private volatile @Nullable WeakReference<Object> forgotten;

  /**
   * @param inner what the application asks for when it gets its first event, null for nothing
   */
  Reading(Facts facts, Stop stop, boolean pushed, @Nullable URI inner) {
    this.facts = facts;
    this.stop = stop;
    this.pushed = pushed;
    this.inner = inner;
  }

  /** The headers have come. */
  void status(int status, @Nullable String contentType) {
    facts.say("status " + status + " " + contentType);
    lines.type(contentType);
  }

  /** From now on another thread can stop the stream; false if the application does not read it. */
  boolean open(Closer closer) {
    if (stop == Stop.ELSEWHERE) {
      Thread thread = new Thread(() -> closeLater(closer), "app-closer");
      thread.setDaemon(true);
      thread.start();
    }
    return stop != Stop.UNREAD;
  }

  private void closeLater(Closer closer) {
    await(new CountDownLatch(1), ELSEWHERE_MS);
    facts.say("closing elsewhere");
    enough.countDown();
    close(closer);
  }

  private void close(Closer closer) {
    try {
      closer.close();
    } catch (Exception failure) {
      facts.saw("close threw", failure);
    }
  }

  /** A line of the body; false if the application has enough. */
  boolean line(String line) {
    return lines.line(line);
  }

  /** An event or a document; false if the application has enough. */
  boolean event(@Nullable String id, String data) {
    if (stop == Stop.AT_MARK && data.equals(END_MARK)) {
      return false;
    }
    if (stop == Stop.EARLY && enough.getCount() == 0) {
      return true; // on its way when the application decided to stop
    }
    threads.add(Threads.kind(Thread.currentThread()));
    lastId = id == null ? lastId : id;
    hash = 31 * hash + data.hashCode();
    if (events++ < TOLD_MAX) {
      facts.say("event " + (id == null ? "" : id + " ") + data);
    }
    if (events == 1 && inner != null) {
      facts.say("inner call " + InnerCall.of(inner));
    }
    return events != ENOUGH || goOn();
  }

  private boolean goOn() {
    if (stop == Stop.THROW) {
      enough.countDown();
      throw own;
    }
    if (stop == Stop.EARLY) {
      enough.countDown();
      return pushed;
    }
    return stop != Stop.IN_CALLBACK && stop != Stop.FORGET;
  }

  /** A comment between two events. */
  void comment(String text) {
    facts.say("comment " + text);
  }

  /** Something that is neither. */
  void text(String text) {
    facts.say("text " + text);
  }

  Signals signals() {
    return signals;
  }

  /** The stream is at its end. */
  void ended() {
    facts.say("end");
    over.countDown();
  }

  /** The stream failed; the client told of it or threw it. */
  void failed(Throwable failure) {
    if (hasLeft()) {
      return;
    }
    facts.saw(own.isIn(failure) ? "failed with the very object" : "failed", failure);
    over.countDown();
  }

  /** Whether it is over for the application: whether it is told anything after that is chance. */
  private boolean hasLeft() {
    return pushed && (stop == Stop.EARLY || stop == Stop.IN_CALLBACK) && enough.getCount() == 0;
  }

  /** The application has closed or cancelled it. */
  void closed() {
    facts.say("closed");
    (pushed ? enough : over).countDown();
  }

  /** Whether the application forgets the stream now instead of closing it. */
  boolean forgets(Object held) {
    if (stop == Stop.FORGET) {
      forgotten = new WeakReference<>(held);
      over.countDown();
    }
    return stop == Stop.FORGET;
  }

  /**
   * Waits, while the client calls, until all is over; stops it from outside if that is the plan.
   */
  void awaitPushed(Closer closer) {
    if (stop == Stop.EARLY) {
      await(enough, TimeUnit.SECONDS.toMillis(20));
      facts.say("closing");
      close(closer);
    }
    boolean cut = stop != Stop.NEVER && stop != Stop.FORGET;
    if (cut) {
      await(enough, TimeUnit.SECONDS.toMillis(20));
    }
    if (hasLeft()) {
      return;
    }
    if (!await(over, cut ? LAST_WORDS_MS : TimeUnit.SECONDS.toMillis(20))) {
      facts.say("nothing more was told");
    }
  }

  /**
   * What can be said when all is over.
   *
   * @param paced whether the pieces came one by one, so that each signal and thread can be foretold
   */
  void sumUp(boolean paced) {
    facts.say("events " + (stop == Stop.NEVER ? events + " hash " + hash : "enough"));
    if (paced) {
      facts.say("threads " + threads);
      facts.say("signals " + signals.exact());
    } else if (pushed && (stop == Stop.NEVER || stop == Stop.IN_CALLBACK)) {
      facts.say("signals " + signals.shape());
    }
    WeakReference<Object> reference = forgotten;
    if (reference != null) {
      for (int i = 0; i < COLLECTIONS_MAX && !reference.refersTo(null); i++) {
        System.gc();
      }
      facts.say("collected " + reference.refersTo(null));
    }
  }

  @Nullable String lastId() {
    return lastId;
  }

  private static boolean await(CountDownLatch latch, long millis) {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Closes or cancels a stream. */
  interface Closer {
    void close() throws Exception;
  }
}
