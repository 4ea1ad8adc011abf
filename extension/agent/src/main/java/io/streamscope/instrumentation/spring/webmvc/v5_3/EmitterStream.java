/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import static io.streamscope.instrumentation.spring.webmvc.v5_3.SpringWebMvcStreamSingletons.responses;
import static io.streamscope.instrumentation.spring.webmvc.v5_3.SpringWebMvcStreamSingletons.streams;
import static io.streamscope.instrumentation.spring.webmvc.v5_3.SpringWebMvcStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.TappedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * An emitter's response as a stream. A chunk is counted when the call of {@code send} that
 * completed it returns: then it has been flushed. What was sent before Spring initialised the
 * emitter is counted when it is written, inside {@code initialize}.
 */
public final class EmitterStream {

  /** A send that takes longer waits for the reader; one that makes JSON may take milliseconds. */
  private static final long BLOCKED_NANOS = 10_000_000L;

  private static final ContextKey<EmitterSend> KEY = ContextKey.named("streamscope-emitter");
  private static final VarHandle SENDER;
  private static final VarHandle OTHERS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      SENDER = lookup.findVarHandle(EmitterStream.class, "sender", Thread.class);
      OTHERS = lookup.findVarHandle(EmitterStream.class, "others", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final StreamSpan stream;
  private final Context request;
  private final EmitterSend ownSend = new EmitterSend(this); // of the sender
  private StreamProtocol protocol;
  private boolean protocolKnown;
  private volatile @Nullable EmitterMeter meter;
  private @Nullable OutputStream body;
  private @Nullable OutputStream tappedBody;
  private volatile @Nullable Thread sender; // the first of those that are sending
  private volatile int others; // how many more there are
  private volatile boolean begun;
  private volatile boolean initialized;
  private volatile @Nullable Ending earlyEnding;
  private volatile @Nullable Object timeoutCallback;

  private EmitterStream(StreamSpan stream, StreamProtocol protocol, Context request) {
    this.stream = stream;
    this.protocol = protocol;
    this.protocolKnown = protocol == StreamProtocol.SSE;
    this.request = request;
  }

  /** Spring hands the response to the emitter, on the request's thread: the stream starts. */
  public static @Nullable EmitterSend initialize(ResponseBodyEmitter emitter) {
    StreamProtocol protocol =
        emitter instanceof SseEmitter ? StreamProtocol.SSE : StreamProtocol.CHUNKED;
    Context request = Context.current();
    EmitterStream emitterStream =
        new EmitterStream(telemetry().answer(request, protocol, true), protocol, request);
    streams().set(emitter, emitterStream);
    return emitterStream.begin();
  }

  /** Initialised; what was sent early has been written, and all of it may be over already. */
  public static void initialized(
      ResponseBodyEmitter emitter,
      Object timeoutCallback,
      boolean complete,
      @Nullable Throwable failure,
      @Nullable EmitterSend send,
      @Nullable Throwable thrown) {
    EmitterStream emitterStream = streams().get(emitter);
    if (emitterStream == null) {
      return;
    }
    emitterStream.timeoutCallback = timeoutCallback;
    sent(send, thrown);
    emitterStream.initialized = true;
    Ending early = emitterStream.earlyEnding;
    if (complete || early != null) {
      emitterStream.over(early == null ? failure : early.error());
    }
  }

  /** The application sends; null when there is nothing to observe. */
  public static @Nullable EmitterSend send(ResponseBodyEmitter emitter) {
    EmitterStream emitterStream = streams().get(emitter);
    if (emitterStream == null
        || emitterStream.currentSend() != null
        || emitterStream.stream.isOver()) {
      return null;
    }
    return emitterStream.begin();
  }

  /** Until the response is known, it is found by the context of a call. */
  private EmitterSend begin() {
    if (SENDER.compareAndSet(this, null, Thread.currentThread())) {
      return meter != null ? ownSend.begin() : ownSend.begin(context(ownSend));
    }
    OTHERS.getAndAdd(this, 1);
    EmitterSend send = new EmitterSend(this);
    return send.begin(context(send));
  }

  private Context context(EmitterSend send) {
    return stream.context().with(KEY, send);
  }

  /** The outermost call of {@code send} that this thread is in, null if it is in none. */
  @Nullable EmitterSend currentSend() {
    if (sender == Thread.currentThread()) {
      return ownSend;
    }
    if (others == 0) {
      return null;
    }
    EmitterSend send = Context.current().get(KEY);
    return send != null && send.emitterStream() == this ? send : null;
  }

  /** The outermost call is over; an {@code IOException} means that the reader has gone. */
  public static void sent(@Nullable EmitterSend send, @Nullable Throwable thrown) {
    if (send != null) {
      send.emitterStream().end(send, thrown);
    }
  }

  private void end(EmitterSend send, @Nullable Throwable thrown) {
    long duration = send.end();
    if (send == ownSend) {
      SENDER.setRelease(this, null);
    } else {
      OTHERS.getAndAdd(this, -1);
    }
    if (meter != null) {
      if (!begun) {
        begun = true; // the first one takes its time to load classes
      } else if (duration > BLOCKED_NANOS) {
        stream.blocked(duration);
      }
    }
    if (thrown instanceof IOException) {
      stream.disconnect();
    }
  }

  /** The body that a converter writes to, with our ear at it inside a send. */
  public static OutputStream body(ServletServerHttpResponse response, OutputStream original) {
    EmitterStream emitterStream = responses().get(response);
    if (emitterStream == null) {
      EmitterSend send = Context.current().get(KEY);
      if (send == null) {
        return original;
      }
      emitterStream = send.emitterStream();
      responses().set(response, emitterStream);
    }
    return emitterStream.currentSend() == null ? original : emitterStream.tap(response, original);
  }

  private OutputStream tap(ServletServerHttpResponse response, OutputStream original) {
    OutputStream tapped = tappedBody;
    EmitterMeter counter = meter;
    if (counter != null) {
      counter.nextObject();
    }
    if (tapped != null && original == body) {
      return tapped;
    }
    if (!protocolKnown) {
      protocolKnown = true;
      MediaType type = response.getHeaders().getContentType();
      protocol = StreamProtocol.ofContentType(type == null ? null : type.toString());
      telemetry().reclassify(stream, protocol, request);
    }
    if (counter == null) {
      counter = new EmitterMeter(this, protocol);
      meter = counter;
    }
    tapped = new TappedOutputStream(original, counter);
    body = original;
    tappedBody = tapped;
    return tapped;
  }

  /**
   * The application ends the stream. Taken note of before Spring does anything about it, because
   * the container may say that the request is over before the call returns.
   */
  public static void completed(ResponseBodyEmitter emitter, @Nullable Throwable error) {
    EmitterStream emitterStream = streams().get(emitter);
    if (emitterStream == null) {
      return;
    }
    if (!emitterStream.initialized) {
      emitterStream.earlyEnding = new Ending(error);
    }
    if (emitterStream.initialized) {
      emitterStream.over(error);
    }
  }

  private void over(@Nullable Throwable error) {
    if (error == null) {
      stream.complete();
    } else {
      stream.fail(error);
    }
  }

  /** The container says that the request timed out or, after everything else, that it is over. */
  public static void called(ResponseBodyEmitter emitter, Object callback) {
    EmitterStream emitterStream = streams().get(emitter);
    if (emitterStream == null) {
      return;
    }
    if (callback == emitterStream.timeoutCallback) {
      emitterStream.stream.timeout();
    } else {
      emitterStream.stream.disconnect();
    }
  }

  /** The container says that the request failed. */
  public static void failed(ResponseBodyEmitter emitter, Throwable error) {
    EmitterStream emitterStream = streams().get(emitter);
    if (emitterStream == null) {
      return;
    }
    if (error instanceof IOException) {
      emitterStream.stream.disconnect();
    } else {
      emitterStream.stream.fail(error);
    }
  }

  StreamSpan stream() {
    return stream;
  }

  /** The application ended the stream while Spring was still initialising it. */
  private record Ending(@Nullable Throwable error) {}
}
