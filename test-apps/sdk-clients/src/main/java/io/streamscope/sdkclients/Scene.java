/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the application sees in one scenario, line by line. What is another in each run, like ids,
 * times and ports, is masked. Thread-safe.
 */
final class Scene {
  static final int PATIENCE_SECONDS = 20;

  /** How many events the application reads before it closes, drops or throws. */
  private static final int ENOUGH = 8;

  /** How long the application waits before it cancels. */
  private static final int IMPATIENCE_MILLIS = 1000;

  private static final int COLLECTIONS_MAX = 500;

  /** A text of so many characters is told by its length as well: it may be masked. */
  private static final int LONG = 100_000;

  private static final Pattern PLACE = Pattern.compile("@[0-9a-f]+|0x[0-9a-f]+");
  private static final Pattern CHANCE =
      Pattern.compile(
          "[0-9A-Za-z-]{20,}|\\b[0-9]{10}\\b|[0-9]\\.[0-9]+E9|[0-9-]{10}T[0-9:.]+Z"
              + "|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT");

  private final String scenario;
  private final Fault fault;
  private final String server;
  private final IllegalStateException own = new IllegalStateException("the application's own");
  private final List<String> lines = new ArrayList<>(); // guarded by this
  private int chunks; // guarded by this
  private @Nullable WeakReference<Object> forgotten; // guarded by this

  Scene(Scenario scenario, String server) {
    this.scenario = scenario.id();
    this.fault = scenario.fault();
    this.server = server;
  }

  void play(Scenario what, Access access) {
    try {
      what.way().asking().ask(access, this);
    } catch (Throwable failure) {
      failed(failure);
    }
    collect();
    say("over");
  }

  /** Until what was dropped is gone. */
  private void collect() {
    WeakReference<Object> dropped;
    synchronized (this) {
      dropped = forgotten;
    }
    if (dropped == null) {
      return;
    }
    for (int i = 0; i < COLLECTIONS_MAX && !dropped.refersTo(null); i++) {
      System.gc();
    }
    say("collected " + dropped.refersTo(null));
  }

  synchronized void say(String fact) {
    String text = fact.replace(server, "server");
    String masked = PLACE.matcher(CHANCE.matcher(text).replaceAll("*")).replaceAll("*");
    String length = text.length() < LONG ? "" : " of " + text.length() + " characters";
    String line = "[" + scenario + "] " + masked.replaceAll("[\r\n]+", " ") + length;
    lines.add(line);
    System.out.println(line);
  }

  /** An answer in one piece. */
  void answer(Object answer) {
    say("answer " + answer);
  }

  /** The same, once it is there. */
  void answer(CompletableFuture<?> answer) throws Exception {
    answer((Object) await(answer));
  }

  /**
   * The same of whatever the application asks then.
   *
   * @param asking asks the model that it is given
   */
  void answer(Access access, Function<Access, ? extends CompletableFuture<?>> asking)
      throws Exception {
    CompletableFuture<?> first = asking.apply(access);
    CompletableFuture<?> last =
        switch (fault) {
          case THEN_COMPOSE ->
              first.thenCompose(
                  answer -> {
                    say("first " + answer);
                    return anything(asking.apply(access.second()));
                  });
          case FALLBACK ->
              first
                  .handle(
                      (answer, failure) -> {
                        if (failure == null) {
                          return CompletableFuture.<Object>completedFuture(answer);
                        }
                        failed(failure);
                        return anything(asking.apply(access.second()));
                      })
                  .thenCompose(Function.identity());
          default -> first;
        };
    answer(last);
  }

  private static CompletableFuture<Object> anything(CompletableFuture<?> answer) {
    return answer.thenApply(same -> (Object) same);
  }

  /** What the application waits for, unless it cancels it. */
  <T> T await(CompletableFuture<T> future) throws Exception {
    if (fault == Fault.CANCEL) {
      try {
        future.get(IMPATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        say("cancelled " + future.cancel(true));
      }
    }
    return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Reads a stream until it ends or the application has enough. */
  void read(Iterator<?> stream) {
    boolean goOn = true;
    while (goOn && stream.hasNext()) {
      goOn = chunk(stream.next());
    }
    say(goOn ? "end" : fault == Fault.FORGET ? "dropping" : "closing");
  }

  /**
   * The same, and closes what it was read from, unless that is forgotten.
   *
   * @param elements asked for once
   */
  void read(AutoCloseable response, Supplier<? extends Iterator<?>> elements) throws Exception {
    if (fault == Fault.FORGET) {
      read(elements.get());
      synchronized (this) {
        forgotten = new WeakReference<>(response);
      }
      return;
    }
    try (response) {
      read(elements.get());
    }
  }

  /** A piece of an answer; false if the application has enough. */
  synchronized boolean chunk(Object chunk) {
    if (hasEnough()) {
      return false;
    }
    chunks++;
    say("chunk " + chunk);
    if (fault == Fault.CONSUMER_THROWS && chunks == ENOUGH) {
      throw own;
    }
    return !hasEnough();
  }

  /** Whether the application does not want all of it, and closes. */
  boolean leaves() {
    return fault == Fault.EARLY_CLOSE || fault == Fault.LEAVE;
  }

  synchronized boolean hasEnough() {
    return (leaves() || fault == Fault.FORGET) && chunks >= ENOUGH;
  }

  /** An exception as far as an application can tell it from another one. */
  void failed(Throwable failure) {
    StringBuilder text = new StringBuilder(failure == own ? "failed of its own" : "failed");
    for (Throwable link = failure; link != null; link = link.getCause()) {
      text.append(link == failure ? " " : " caused by ")
          .append(link.getClass().getName())
          .append(": ")
          .append(link.getMessage())
          .append(" (suppressed ")
          .append(link.getSuppressed().length)
          .append(')');
    }
    say(text.toString());
  }

  synchronized String text() {
    return String.join("\n", lines) + "\n";
  }
}
