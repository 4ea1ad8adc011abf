/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, and how much of it may be told. The message of an exception can quote what was
 * asked or answered (a JSON parser quotes its source, an application its chunk): only that of a
 * transport or of a provider is recorded, cut to {@value #MESSAGE_MAX} characters. Type and frames
 * always are. An exception may be unable to tell anything: then its type is all that is known.
 *
 * @param type the value of {@code error.type}
 * @param exception null when none is at hand
 * @param message what may be told of it, null for nothing
 * @param late whether a deadline is what went wrong
 */
public record Failure(
    String type, @Nullable Throwable exception, @Nullable String message, boolean late) {

  static final int MESSAGE_MAX = 512;
  static final AttributeKey<String> EXCEPTION_TYPE = stringKey("exception.type");
  static final AttributeKey<String> EXCEPTION_MESSAGE = stringKey("exception.message");
  static final AttributeKey<String> EXCEPTION_STACKTRACE = stringKey("exception.stacktrace");

  private static final int CAUSES_MAX = 8;
  private static final int FRAMES_MAX = 64;

  /** Exceptions that only carry another one over to another thread or through an interface. */
  private static final Set<String> WRAPPERS =
      Set.of(
          "java.util.concurrent.CompletionException",
          "java.util.concurrent.ExecutionException",
          "java.lang.reflect.UndeclaredThrowableException",
          "java.lang.reflect.InvocationTargetException",
          "reactor.core.Exceptions$ReactiveException",
          "reactor.core.Exceptions$BubblingException");

  /** Whose exceptions tell of connections and deadlines, never of what went over them. */
  private static final List<String> TRANSPORTS =
      List.of(
          "java.io.EOFException",
          "java.io.IOException",
          "java.io.InterruptedIOException",
          "java.net.",
          "java.nio.channels.",
          "java.util.concurrent.TimeoutException",
          "java.util.concurrent.CancellationException",
          "javax.net.ssl.",
          "jdk.internal.net.",
          "sun.net.",
          "io.netty.channel.",
          "io.netty.handler.timeout.",
          "io.netty.handler.ssl.",
          "reactor.netty.",
          "okhttp3.internal.http2.",
          "org.apache.http.",
          "org.apache.hc.");

  /** Of the same packages, but they quote what they could not read. */
  private static final Set<String> QUOTING =
      Set.of("java.net.URISyntaxException", "java.net.MalformedURLException");

  /** What an exception came to, whatever it is wrapped in; never throws. */
  public static Failure of(Throwable error) {
    Throwable actual = unwrapped(error);
    String type = actual.getClass().getName();
    return new Failure(type, actual, isTransport(type) ? message(actual) : null, isLate(actual));
  }

  /**
   * The provider answered that it will not: its words are told.
   *
   * @param error the exception that the library made of it, wrapped or not
   */
  public static Failure ofProvider(Throwable error) {
    Throwable actual = unwrapped(error);
    return new Failure(actual.getClass().getName(), actual, message(actual), false);
  }

  /** The peer said that it failed, in its own way: a status, a code. */
  public static Failure said(String type, @Nullable String message) {
    return new Failure(type, null, cut(message), false);
  }

  /** The same failure, in the words of what it came from if it has none of its own. */
  public Failure explainedBy(Failure cause) {
    return message != null ? this : new Failure(type, exception, cause.message, late);
  }

  /** The same failure without its message. */
  Failure untold() {
    return message == null ? this : new Failure(type, exception, null, late);
  }

  /** The exception that a wrapper carries, the exception itself if it is none; never throws. */
  public static Throwable unwrapped(Throwable error) {
    Throwable actual = error;
    for (int depth = 0; depth < CAUSES_MAX; depth++) {
      Throwable cause = WRAPPERS.contains(actual.getClass().getName()) ? cause(actual) : null;
      if (cause == null) {
        return actual;
      }
      actual = cause;
    }
    return actual;
  }

  /** Whether an exception is another one, or came of it; never throws. */
  public static boolean isOf(Throwable error, @Nullable Throwable origin) {
    Throwable link = origin == null ? null : error;
    for (int depth = 0; link != null && depth < CAUSES_MAX; depth++) {
      if (link == origin) {
        return true;
      }
      link = cause(link);
    }
    return false;
  }

  /** A deadline of a library is an exception like any other, and every library has its own. */
  private static boolean isLate(Throwable error) {
    Throwable link = error;
    for (int depth = 0; link != null && depth < CAUSES_MAX; depth++) {
      String type = link.getClass().getName();
      if (type.endsWith("TimeoutException")
          || (type.equals("java.io.InterruptedIOException") && "timeout".equals(message(link)))) {
        return true;
      }
      link = cause(link);
    }
    return false;
  }

  private static boolean isTransport(String type) {
    if (QUOTING.contains(type)) {
      return false;
    }
    for (String prefix : TRANSPORTS) {
      if (prefix.endsWith(".") ? type.startsWith(prefix) : type.equals(prefix)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Throwable cause(Throwable error) {
    try {
      return error.getCause();
    } catch (Throwable mute) {
      Guard.swallowed(mute);
      return null;
    }
  }

  private static @Nullable String message(Throwable error) {
    try {
      return cut(error.getMessage());
    } catch (Throwable mute) {
      Guard.swallowed(mute);
      return null;
    }
  }

  private static @Nullable String cut(@Nullable String message) {
    return message == null || message.length() <= MESSAGE_MAX
        ? message
        : message.substring(0, MESSAGE_MAX);
  }

  /**
   * Says it on a span: status, {@code error.type} and, if an exception is at hand, one exception
   * event.
   *
   * @param epochNanos when, in nanoseconds since the epoch
   */
  public void writeTo(Span span, long epochNanos) {
    span.setStatus(StatusCode.ERROR, message == null ? "" : message);
    span.setAttribute(StreamAttributes.ERROR_TYPE, type);
    recordException(span, epochNanos);
  }

  /** The exception event alone, if there is an exception: it may have been no error. */
  void recordException(Span span, long epochNanos) {
    if (exception == null) {
      return;
    }
    String canonical = exception.getClass().getCanonicalName(); // as the SDK has it
    AttributesBuilder attributes =
        Attributes.builder()
            .put(EXCEPTION_TYPE, canonical == null ? exception.getClass().getName() : canonical)
            .put(EXCEPTION_STACKTRACE, frames(exception));
    if (message != null) {
      attributes.put(EXCEPTION_MESSAGE, message);
    }
    span.addEvent("exception", attributes.build(), epochNanos, TimeUnit.NANOSECONDS);
  }

  /** A stack trace as it is printed, without the messages. */
  private static String frames(Throwable error) {
    StringBuilder text = new StringBuilder(2048);
    Throwable link = error;
    for (int depth = 0; link != null && depth < CAUSES_MAX; depth++) {
      text.append(depth == 0 ? "" : "Caused by: ").append(link.getClass().getName()).append('\n');
      StackTraceElement[] frames = stackTrace(link);
      for (int i = 0; i < frames.length && i < FRAMES_MAX; i++) {
        text.append("\tat ").append(frames[i]).append('\n');
      }
      if (frames.length > FRAMES_MAX) {
        text.append("\t... ").append(frames.length - FRAMES_MAX).append(" more\n");
      }
      link = cause(link);
    }
    return text.toString();
  }

  private static StackTraceElement[] stackTrace(Throwable error) {
    try {
      return error.getStackTrace();
    } catch (Throwable mute) {
      Guard.swallowed(mute);
      return new StackTraceElement[0];
    }
  }
}
