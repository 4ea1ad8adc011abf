/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import static io.streamscope.instrumentation.openai.v2_0.OpenAiSingletons.attempts;
import static io.streamscope.instrumentation.openai.v2_0.OpenAiSingletons.telemetry;

import com.openai.core.ClientOptions;
import com.openai.core.RequestOptions;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.streamscope.correlation.CallLayer;
import io.streamscope.llm.GenAiCall;
import io.streamscope.stream.Guard;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A chat completion from the client's method to the end of its answer. The client reads the answer
 * lazily: its stream is made only when somebody parses the response, so the call travels there in
 * the {@link Context}.
 */
public final class OpenAiCall {

  private static final ContextKey<OpenAiCall> KEY = ContextKey.named("streamscope-openai-call");

  private final GenAiCall call;
  private final boolean streamed;
  private final boolean async;
  private final Context caller;
  private final Context context;
  private @Nullable Scope scope;
  private volatile boolean streamTaken;

  private OpenAiCall(GenAiCall call, boolean streamed, boolean async, Context caller) {
    this.call = call;
    this.streamed = streamed;
    this.async = async;
    this.caller = caller;
    this.context = call.context().with(KEY, this);
  }

  /** The client is asked for a completion. */
  public static @Nullable OpenAiCall start(
      ClientOptions options, ChatCompletionCreateParams params, boolean streamed, boolean async) {
    Context caller = Context.current();
    GenAiCall call =
        telemetry().start(OpenAiMapper.request(options, params, streamed), CallLayer.SDK, caller);
    if (call.isOver()) {
      return null;
    }
    OpenAiCall openAiCall = new OpenAiCall(call, streamed, async, caller);
    openAiCall.scope = openAiCall.context.makeCurrent();
    return openAiCall;
  }

  /** The blocking client's method returned or threw. */
  public static @Nullable HttpResponseFor<?> returned(
      @Nullable OpenAiCall call,
      @Nullable HttpResponseFor<?> response,
      @Nullable Throwable thrown) {
    if (call == null) {
      return response;
    }
    call.closeScope();
    if (thrown != null || response == null) {
      call.failed(thrown);
      return response;
    }
    return new TracingHttpResponse<>(response, call);
  }

  /** The asynchronous client's method returned or threw. */
  public static @Nullable CompletableFuture<?> returned(
      @Nullable OpenAiCall call,
      @Nullable CompletableFuture<?> future,
      @Nullable Throwable thrown) {
    if (call == null) {
      return future;
    }
    call.closeScope();
    if (thrown != null || future == null) {
      call.failed(thrown);
      return future;
    }
    CompletableFuture<Object> handedOut = new CompletableFuture<>();
    CompletableFuture<?> unused =
        handedOut.whenComplete((response, error) -> call.handedOutEnded(error));
    unused = future.whenComplete((response, error) -> call.answered(handedOut, response, error));
    return handedOut;
  }

  private void closeScope() {
    Scope open = scope;
    scope = null;
    if (open != null) {
      open.close();
    }
  }

  /** The application, or a deadline of its own, has ended what it waits for; or we have. */
  private void handedOutEnded(@Nullable Throwable error) {
    if (error instanceof CancellationException) {
      call.cancel();
    } else if (error instanceof TimeoutException) {
      call.fail(error);
    }
  }

  /** The client has its answer. What depends on it runs where the application made the call. */
  private void answered(
      CompletableFuture<Object> handedOut, @Nullable Object response, @Nullable Throwable error) {
    Object traced = response;
    try {
      if (error != null) {
        failed(error);
      } else if (response instanceof HttpResponseFor<?> raw) {
        traced = new TracingHttpResponse<>(raw, this);
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    try (Scope ignored = caller.makeCurrent()) {
      if (error == null) {
        handedOut.complete(traced);
      } else {
        handedOut.completeExceptionally(error);
      }
    }
  }

  /** The client makes a stream out of a response: ours if the response is of a call of ours. */
  public static StreamResponse<?> stream(StreamResponse<?> response) {
    OpenAiCall call = Context.current().get(KEY);
    if (call == null || call.streamTaken || !call.streamed) {
      return response;
    }
    call.streamTaken = true;
    return new TracingStreamResponse<>(response, call);
  }

  /**
   * A request is sent by one of the client's layers. The client tries again from a thread of its
   * own; the options, made for each call, are what all attempts have in common.
   *
   * @return the scope of the call if the thread has lost it, else null
   */
  public static @Nullable Scope attempt(@Nullable RequestOptions options) {
    if (options == null) {
      return null;
    }
    Context current = Context.current();
    if (current.get(KEY) != null) {
      attempts().set(options, current);
      return null;
    }
    Context first = attempts().get(options);
    return first == null ? null : first.makeCurrent();
  }

  /** The context in which the client makes the stream of this call. */
  Context context() {
    return context;
  }

  GenAiCall call() {
    return call;
  }

  boolean isStreamed() {
    return streamed;
  }

  boolean isAsync() {
    return async;
  }

  boolean isStreamTaken() {
    return streamTaken;
  }

  void failed(@Nullable Throwable error) {
    call.failWith(error == null ? null : OpenAiMapper.failure(error));
  }
}
