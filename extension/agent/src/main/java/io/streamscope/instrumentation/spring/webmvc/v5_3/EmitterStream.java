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
import io.streamscope.http.HttpAnswer;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.stream.StreamSpan;
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
 * An emitter's response as a stream, from the first send: what fails before is answered in another
 * way. A chunk is counted when the call of {@code send} that completed it returns: then it has been
 * flushed, or else is counted when it leaves the server. What was sent before Spring initialised
 * the emitter is counted when it is written, inside {@code initialize}.
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

  private final EmitterSend ownSend = new EmitterSend(this); // of the sender
  private volatile @Nullable HttpAnswer answer; // null once it is over: emitters may be kept
  private volatile @Nullable Context request; // the same
  private final StreamProtocol protocol; // as far as the emitter tells
  private volatile @Nullable EmitterBody body; // null before the first byte
  private volatile @Nullable Thread sender; // the first of those that are sending
  private volatile int others; // how many more there are
  private volatile boolean begun;
  private volatile boolean initialized;
  private volatile @Nullable Ending earlyEnding;
  private volatile @Nullable Object timeoutCallback;

  private EmitterStream(HttpAnswer answer, StreamProtocol protocol, Context request) {
    this.answer = answer;
    this.protocol = protocol;
    this.request = request;
  }

  /** Spring hands the response to the emitter, on the request's thread. */
  public static EmitterSend initialize(ResponseBodyEmitter emitter) {
    StreamProtocol protocol =
        emitter instanceof SseEmitter ? StreamProtocol.SSE : StreamProtocol.CHUNKED;
    Context request = Context.current();
    HttpAnswer answer = telemetry().announce(request, protocol, true);
    EmitterStream emitterStream = new EmitterStream(answer, protocol, request);
    streams().set(emitter, emitterStream);
    return emitterStream.begin(answer, null, request);
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
    return emitterStream == null || emitterStream.currentSend() != null
        ? null
        : emitterStream.begin();
  }

  private @Nullable EmitterSend begin() {
    HttpAnswer written = answer;
    Context parent = request;
    if (written == null || parent == null) {
      return null;
    }
    StreamSpan stream = written.open(telemetry(), protocol, parent);
    return stream.isOver() ? null : begin(written, stream, stream.context());
  }

  /**
   * Until the response is known, it is found by the context of a call; so is a thread that meets
   * another one. After that, only a thread without any context gets that of the stream.
   */
  private EmitterSend begin(HttpAnswer written, @Nullable StreamSpan stream, Context context) {
    if (!SENDER.compareAndSet(this, null, Thread.currentThread())) {
      OTHERS.getAndAdd(this, 1);
      EmitterSend send = new EmitterSend(this);
      return send.begin(written, stream, context.with(KEY, send));
    }
    if (body == null) {
      return ownSend.begin(written, stream, context.with(KEY, ownSend));
    }
    boolean bare = Context.current() == Context.root();
    return ownSend.begin(written, stream, bare ? context : null);
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
    StreamSpan stream = send.stream();
    long duration = send.end();
    if (send == ownSend) {
      SENDER.setRelease(this, null);
    } else {
      OTHERS.getAndAdd(this, -1);
    }
    if (stream == null) {
      return;
    }
    if (body != null) {
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
    EmitterSend send = emitterStream.currentSend();
    return send == null ? original : emitterStream.tap(send, response, original);
  }

  private OutputStream tap(
      EmitterSend send, ServletServerHttpResponse response, OutputStream original) {
    HttpAnswer written = answer;
    Context parent = request;
    if (written == null || parent == null) {
      return original;
    }
    send.sendsTo(written.open(telemetry(), protocol, parent)); // what was sent early begins it here
    EmitterBody known = body;
    if (known == null) {
      known = new EmitterBody(this, known(response, written, parent));
      body = known;
    }
    return known.tap(original);
  }

  /** The framing; an emitter that is not for SSE has that of its content type. */
  private StreamProtocol known(
      ServletServerHttpResponse response, HttpAnswer written, Context parent) {
    if (protocol == StreamProtocol.SSE) {
      return protocol;
    }
    MediaType type = response.getHeaders().getContentType();
    StreamProtocol known = StreamProtocol.ofContentType(type == null ? null : type.toString());
    written.reclassify(known, parent);
    return known;
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

  /** All that was sent is with the server, which knows what becomes of it. */
  private void over(@Nullable Throwable error) {
    HttpAnswer written = answer;
    if (written == null) {
      return;
    }
    letGo();
    StreamSpan stream = written.stream();
    if (error == null) {
      written.handedOver();
    } else if (stream != null) {
      stream.fail(error);
    }
  }

  /** The container says that the request timed out or, after everything else, that it is over. */
  public static void called(ResponseBodyEmitter emitter, Object callback) {
    EmitterStream emitterStream = streams().get(emitter);
    HttpAnswer written = emitterStream == null ? null : emitterStream.answer;
    if (emitterStream == null || written == null) {
      return;
    }
    StreamSpan stream = written.stream();
    if (callback == emitterStream.timeoutCallback && stream != null) {
      stream.timeout();
    } else {
      telemetry().readerGone(written); // also if no more than a deadline has gone: nobody reads
    }
    if (callback != emitterStream.timeoutCallback) {
      emitterStream.letGo();
    }
  }

  /** The container says that the request failed. */
  public static void failed(ResponseBodyEmitter emitter, Throwable error) {
    EmitterStream emitterStream = streams().get(emitter);
    HttpAnswer written = emitterStream == null ? null : emitterStream.answer;
    if (written == null) {
      return;
    }
    StreamSpan stream = written.stream();
    if (error instanceof IOException) {
      telemetry().readerGone(written);
    } else if (stream != null) {
      stream.fail(error);
    }
  }

  /** Applications keep emitters that are over; what we know of them is not kept with them. */
  private void letGo() {
    answer = null;
    request = null;
    body = null;
    timeoutCallback = null;
    earlyEnding = null;
  }

  /** The application ended the stream while Spring was still initialising it. */
  private record Ending(@Nullable Throwable error) {}
}
