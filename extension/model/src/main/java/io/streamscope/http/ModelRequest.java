/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.opentelemetry.context.Context;
import io.streamscope.correlation.CallOwnership;
import io.streamscope.http.ModelAttempts.SpanEnd;
import io.streamscope.json.JsonDigest;
import io.streamscope.llm.ForeignCall;
import io.streamscope.llm.ForeignModelSpans;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.llm.WireFormat;
import io.streamscope.llm.format.ConfiguredEndpoints;
import io.streamscope.llm.format.ModelEndpoint;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamProtocol;
import io.streamscope.wire.Tap;
import io.streamscope.wire.TappedOutputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request whose path is that of a model, as its body is written. Little of the body is kept.
 * Thread-safe; never throws.
 */
public final class ModelRequest implements Tap {

  private static final int FAILED = 400;

  private final ModelEndpoint endpoint;
  private final WireFormat format;
  private final @Nullable ForeignCall foreign; // somebody else's, that it may be
  private volatile @Nullable ModelAttempts attempts; // that it is, or may be, one of
  private volatile boolean repeats;
  private JsonDigest body = new JsonDigest(); // guarded by this
  private boolean written; // guarded by this

  private ModelRequest(
      ModelEndpoint endpoint, @Nullable ModelAttempts attempts, @Nullable ForeignCall foreign) {
    this.endpoint = endpoint;
    this.attempts = attempts;
    this.foreign = foreign;
    this.format = endpoint.format().get();
  }

  /** Null if the target is no model's. */
  static @Nullable ModelRequest of(
      RequestTarget target, ConfiguredEndpoints endpoints, Context caller) {
    String method = target.method();
    String path = target.path();
    ModelEndpoint endpoint =
        method == null || path == null ? null : endpoints.of(method, target.host(), path);
    return endpoint == null
        ? null
        : new ModelRequest(endpoint, ModelAttempts.of(caller), ForeignModelSpans.of(caller));
  }

  /**
   * The body of the request that the calling thread issues is about to be written.
   *
   * @return what to write it to instead; the same if nobody wants to know it
   */
  public static OutputStream seenIn(OutputStream out) {
    InboundCall call = InboundCall.current();
    ModelRequest question = call == null ? null : call.question();
    if (question == null) {
      return out;
    }
    question.begin();
    return new TappedOutputStream(out, question);
  }

  /** The body is written from its beginning, perhaps again. */
  public synchronized void begin() {
    if (written) {
      written = false;
      body = new JsonDigest();
    }
  }

  @Override
  public synchronized void onBytes(byte[] bytes, int offset, int length) {
    written = true;
    body.feed(bytes, offset, length);
  }

  /** What remains in a buffer is being written; its position and limit stay as they are. */
  public synchronized void onBytes(ByteBuffer bytes) {
    written = true;
    body.feed(bytes);
  }

  /**
   * What is asked of which model.
   *
   * @param protocol how the answer is framed, {@code CHUNKED} if it is not or nobody knows
   * @param answered whether the model answers: then how tells whether it was to be streamed, unless
   *     path or body do
   * @return null if it turns out to be no question to a model
   */
  private synchronized @Nullable GenAiRequest asked(
      InboundCall call, StreamProtocol protocol, boolean answered) {
    GenAiQuestion question = new GenAiQuestion().model(endpoint.model());
    Guard.run(() -> format.onRequest(body.reader(), question));
    if (endpoint.needsQuestion() && !question.isOne()) {
      return null;
    }
    Boolean byPath = endpoint.streamed();
    Boolean told = byPath == null ? question.streamed() : byPath;
    boolean wanted = told == null ? !answered && call.wishes().stream() : told;
    StreamProtocol likely = answered ? format.unannounced() : format.framing();
    RequestTarget target = call.target();
    return new GenAiRequest(
        endpoint.operation(),
        endpoint.provider(),
        question.model(),
        target.host(),
        target.port(),
        wanted || protocol != StreamProtocol.CHUNKED,
        protocol == StreamProtocol.CHUNKED ? likely : protocol,
        question.attributes());
  }

  /** The client may try again by itself. */
  void mayRepeat() {
    if (attempts == null) {
      attempts = new ModelAttempts(this);
      repeats = true;
    }
  }

  /** Whether the client may try again after an answer. */
  boolean mayBeRepeated(int status) {
    return repeats && status >= FAILED;
  }

  /** The client will not try again. */
  void settled() {
    ModelAttempts own = attempts;
    if (own != null && repeats) {
      own.settle();
    }
  }

  /** What the model says; null if it is none, or if a layer above reads it by itself. */
  @Nullable ReadAnswer answer(
      InboundCall call, int status, StreamProtocol protocol, @Nullable String encoding) {
    CallOwnership.Owner above = call.owner();
    if (above != null && status >= FAILED) {
      above.requestFailed(String.valueOf(status));
    }
    if (above != null && above.readsItself()) {
      return null;
    }
    String failure = status < FAILED ? null : String.valueOf(status);
    GenAiCall model = begin(call, protocol, status < FAILED, failure);
    if (model != null && status >= FAILED) {
      model.refused(String.valueOf(status));
    }
    return model == null
        ? null
        : new ModelAnswer(
            model,
            format,
            protocol,
            BodyEncoding.isPlain(encoding),
            status < FAILED ? null : attempts,
            status);
  }

  /** There is no answer: the call ends without. */
  void ended(InboundCall call, String errorType, Consumer<GenAiCall> how) {
    String failure = call.isGivenUp() ? null : errorType;
    GenAiCall model = begin(call, StreamProtocol.CHUNKED, false, failure);
    ModelAttempts others = attempts;
    if (model == null) {
      return;
    }
    if (others == null) {
      how.accept(model);
    } else {
      others.failed(errorType, () -> how.accept(model));
    }
  }

  /**
   * The call to a model that the request turns out to be, or its view of the one above.
   *
   * @param failure how the request has failed, null if it has not
   * @return null if there is nothing to observe
   */
  private @Nullable GenAiCall begin(
      InboundCall call, StreamProtocol protocol, boolean answered, @Nullable String failure) {
    GenAiRequest request = asked(call, protocol, answered);
    if (request == null) {
      return null;
    }
    GenAiTelemetry models = call.telemetry().models();
    CallOwnership.Owner above = call.owner();
    if (above != null) {
      return models.below(above, request, call.place().caller());
    }
    ForeignCall theirs = foreign == null ? ForeignModelSpans.of(call.place().caller()) : foreign;
    boolean last = attempts != null && !repeats; // or whoever tries again tells that it is
    if (theirs != null && failure != null && !last && models.failing(theirs, request, failure)) {
      return null; // whose span it is says that by itself, or tries again
    }
    Function<SpanEnd, GenAiCall> first =
        end ->
            models.started(request, call.place().parent(), call.startNanos(), end::accept, theirs);
    ModelAttempts others = attempts;
    GenAiCall model =
        others == null ? first.apply(call.place()::leave) : others.attempt(call, first);
    call.streamStarted(model.spanContext());
    return model;
  }
}
