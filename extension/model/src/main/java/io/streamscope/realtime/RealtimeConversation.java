/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDrafts;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiTelemetry;
import io.streamscope.stream.Failure;
import io.streamscope.stream.StreamEnding;
import io.streamscope.stream.StreamOutcome;
import io.streamscope.stream.StreamProtocol;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What goes on over one connection to a model: the generations that are under way, which one an
 * event belongs to, and what they answer. Few are under way at a time; one that is asked for is
 * taken to be answered before the next. Not thread-safe.
 */
final class RealtimeConversation {

  private static final int OPEN_MAX = 16;

  private final GenAiTelemetry models;
  private final LongSupplier clock;
  private final RealtimeTarget target;
  private final Supplier<Context> session;
  private final UserInput input = new UserInput();
  private final ArrayDeque<Generation> open = new ArrayDeque<>(2);
  private @Nullable String requestModel;
  private @Nullable String sessionModel; // as the provider calls it
  private @Nullable String sessionId;
  private @Nullable String outputType;
  private @Nullable Failure failure; // what the provider has said last, of nothing in particular

  /**
   * @param session what an answer belongs to that nobody has asked for in particular
   */
  RealtimeConversation(
      GenAiTelemetry models, LongSupplier clock, RealtimeTarget target, Supplier<Context> session) {
    this.models = models;
    this.clock = clock;
    this.target = target;
    this.session = session;
    this.requestModel = target.model();
  }

  long now() {
    return clock.getAsLong();
  }

  /** The application asks for a model; null says nothing. */
  void model(@Nullable String asked) {
    requestModel = asked != null ? asked : requestModel;
  }

  /** What the provider calls the session and the model; null says nothing. */
  void session(@Nullable String id, @Nullable String model) {
    sessionId = id != null ? id : sessionId;
    sessionModel = model != null ? model : sessionModel;
  }

  /** What kind of output is asked for; null says nothing. */
  void outputs(@Nullable String type) {
    outputType = type != null ? type : outputType;
  }

  /** What the user says. */
  UserInput input() {
    return input;
  }

  /** Something of what the user says is being sent, on this thread. */
  UserInput saying() {
    Context current = Context.current();
    if (Span.fromContext(current).getSpanContext().isValid()) {
      input.saidIn(current);
    }
    return input;
  }

  /** The application asks for an answer to what was said, on this thread. */
  Generation ask(@Nullable String output) {
    UserInput.Said said = input.take();
    return begin(GenAiOperation.REALTIME_INFERENCE, said, here(), now(), output);
  }

  /** It asks for something while it has yet to say for what. */
  Generation begin(GenAiOperation operation, String id) {
    Generation generation = begin(operation, null, here(), now(), null);
    generation.identity(id, null);
    return generation;
  }

  /** The model begins to answer: what it was asked for, or else what it has heard. */
  Generation answer() {
    Generation awaited = awaited();
    if (awaited != null) {
      return awaited;
    }
    UserInput.Said said = input.take();
    UserInput.End end = said.end();
    Context parent = said.context() == null ? session.get() : said.context();
    return begin(
        GenAiOperation.REALTIME_INFERENCE, said, parent, end == null ? now() : end.nanos(), null);
  }

  private Context here() {
    Context current = Context.current();
    return Span.fromContext(current).getSpanContext().isValid() ? current : session.get();
  }

  private Generation begin(
      GenAiOperation operation,
      UserInput.@Nullable Said said,
      Context parent,
      long startNanos,
      @Nullable String output) {
    String type = output == null ? outputType : output;
    GenAiRequest request =
        new GenAiRequest(
            operation,
            target.provider(),
            requestModel == null ? sessionModel : requestModel,
            target.host(),
            target.port(),
            true,
            StreamProtocol.WEBSOCKET,
            type == null ? Attributes.empty() : Attributes.of(GenAiAttributes.OUTPUT_TYPE, type));
    GenAiCall call = models.started(request, parent, startNanos, span -> {}, null);
    if (sessionId != null) {
      call.attribute(GenAiDrafts.REALTIME_SESSION_ID, sessionId);
    }
    Generation generation = new Generation(call, input, said);
    makeRoom();
    open.addLast(generation);
    return generation;
  }

  private void makeRoom() {
    open.removeIf(Generation::isOver);
    if (open.size() >= OPEN_MAX) {
      models.dropped("realtime_generation");
      end(open.removeFirst(), StreamEnding.of(StreamOutcome.ABANDONED, "idle"));
    }
  }

  /** The model as the provider calls it, null if it does not. */
  @Nullable String sessionModel() {
    return sessionModel;
  }

  /** The generation of this id, or the one that is under way; null if there is none. */
  @Nullable Generation of(@Nullable String id) {
    if (id == null) {
      return current();
    }
    for (Generation generation : open) {
      if (generation.is(id)) {
        return generation;
      }
    }
    return null;
  }

  /** The oldest one that is under way, null if none is. */
  @Nullable Generation current() {
    open.removeIf(Generation::isOver);
    return open.peekFirst();
  }

  /** The one that began last, null if none is under way. */
  @Nullable Generation last() {
    return open.peekLast();
  }

  /** The oldest one that was asked for and of which nothing is known, null if there is none. */
  @Nullable Generation awaited() {
    for (Generation generation : open) {
      if (generation.isAwaited()) {
        return generation;
      }
    }
    return null;
  }

  /** The user begins to speak. */
  void speaking() {
    input.resumed();
    open.forEach(Generation::spokenOver);
  }

  /** The provider has failed with something, but with no generation that one knows of. */
  void failed(Failure said) {
    failure = said;
  }

  /** A generation is over now, unless it is known how it was before. */
  void end(Generation generation, StreamEnding how) {
    generation.endsWith(how, now());
    generation.end();
    open.remove(generation);
  }

  /**
   * The connection is closed: what is under way is not for anybody any more.
   *
   * @param how the session has ended
   * @param peerCode with which the other side has closed it, 0 if it was not that
   */
  void close(StreamEnding how, int peerCode) {
    StreamEnding ending = how;
    if (how.outcome() == StreamOutcome.COMPLETE) {
      ending =
          peerCode == 0
              ? StreamEnding.of(StreamOutcome.CANCELLED, "application")
              : failed(peerCode);
    } else if (how.outcome() == StreamOutcome.ERROR && failure != null) {
      ending = new StreamEnding(StreamOutcome.ERROR, failure, null);
    }
    while (!open.isEmpty()) {
      end(open.getFirst(), ending);
    }
  }

  private StreamEnding failed(int code) {
    Failure said = failure == null ? Failure.said(Integer.toString(code), null) : failure;
    return new StreamEnding(StreamOutcome.ERROR, said, null);
  }
}
