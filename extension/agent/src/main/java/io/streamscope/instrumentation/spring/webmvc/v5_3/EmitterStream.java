/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import static io.streamscope.instrumentation.spring.webmvc.v5_3.SpringWebMvcStreamSingletons.streams;
import static io.streamscope.instrumentation.spring.webmvc.v5_3.SpringWebMvcStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
import io.streamscope.wire.TappedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
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

  private static final ContextKey<EmitterStream> KEY = ContextKey.named("streamscope-emitter");

  private final StreamSpan stream;
  private final Context context;
  private final Context request;
  private final AtomicReference<@Nullable EmitterSend> idleSend;
  private StreamProtocol protocol;
  private boolean protocolKnown;
  private @Nullable EmitterMeter meter;
  private @Nullable OutputStream body;
  private @Nullable OutputStream tappedBody;
  private volatile boolean begun;
  private volatile boolean initialized;
  private volatile @Nullable Ending earlyEnding;
  private volatile @Nullable Object timeoutCallback;

  private EmitterStream(StreamSpan stream, StreamProtocol protocol, Context request) {
    this.stream = stream;
    this.context = stream.context().with(KEY, this);
    this.protocol = protocol;
    this.protocolKnown = protocol == StreamProtocol.SSE;
    this.request = request;
    this.idleSend = new AtomicReference<>(new EmitterSend(this));
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
    if (emitterStream == null || emitterStream.stream.isOver()) {
      return null;
    }
    boolean nested = Context.current().get(KEY) == emitterStream;
    return nested ? null : emitterStream.begin();
  }

  private EmitterSend begin() {
    EmitterSend send = idleSend.getAndSet(null);
    return (send == null ? new EmitterSend(this) : send).begin();
  }

  /** The outermost call is over; an {@code IOException} means that the reader has gone. */
  public static void sent(@Nullable EmitterSend send, @Nullable Throwable thrown) {
    if (send == null) {
      return;
    }
    send.closeScope();
    EmitterStream emitterStream = send.emitterStream();
    emitterStream.count(send);
    emitterStream.idleSend.set(send);
    if (thrown instanceof IOException) {
      emitterStream.stream.disconnect();
    }
  }

  private void count(EmitterSend send) {
    EmitterMeter counter = meter;
    if (counter == null) {
      stream.sent(0, 0, 0, send.startNanos());
      return;
    }
    long duration = counter.sent(stream, send.startNanos());
    if (!begun) {
      begun = true; // the first one takes its time to load classes
    } else if (duration > BLOCKED_NANOS) {
      stream.blocked(duration);
    }
  }

  /** The body that a converter writes to, with our ear at it inside a send. */
  public static OutputStream body(ServletServerHttpResponse response, OutputStream original) {
    EmitterStream emitterStream = Context.current().get(KEY);
    return emitterStream == null ? original : emitterStream.tap(response, original);
  }

  private OutputStream tap(ServletServerHttpResponse response, OutputStream original) {
    OutputStream tapped = tappedBody;
    if (meter != null) {
      meter.nextObject(); // each object that is sent asks for the body anew
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
    EmitterMeter counter = meter;
    if (counter == null) {
      counter = new EmitterMeter(protocol);
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

  Context context() {
    return context;
  }

  /** The application ended the stream while Spring was still initialising it. */
  private record Ending(@Nullable Throwable error) {}
}
