/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import static io.streamscope.instrumentation.openai.v2_0.OpenAiSingletons.telemetry;

import com.openai.core.ClientOptions;
import com.openai.core.http.HttpResponseFor;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.streamscope.llm.GenAiCall;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  private @Nullable Scope scope;
  private volatile boolean streamTaken;

  private OpenAiCall(GenAiCall call, boolean streamed, boolean async) {
    this.call = call;
    this.streamed = streamed;
    this.async = async;
  }

  /** The client is asked for a completion. */
  public static @Nullable OpenAiCall start(
      ClientOptions options, ChatCompletionCreateParams params, boolean streamed, boolean async) {
    GenAiCall call =
        telemetry().start(OpenAiMapper.request(options, params, streamed), Context.current());
    if (call.isOver()) {
      return null; // an outer layer owns the call
    }
    OpenAiCall openAiCall = new OpenAiCall(call, streamed, async);
    openAiCall.scope = call.context().makeCurrent();
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
    CompletableFuture<?> traced =
        future.thenApply(
            response ->
                response instanceof HttpResponseFor<?> raw
                    ? new TracingHttpResponse<>(raw, call)
                    : response);
    CompletableFuture<?> unused = future.whenComplete((response, error) -> call.answered(error));
    return traced;
  }

  private void closeScope() {
    Scope open = scope;
    scope = null;
    if (open != null) {
      open.close();
    }
  }

  private void answered(@Nullable Throwable error) {
    if (error != null) {
      boolean wrapped = error instanceof CompletionException && error.getCause() != null;
      failed(wrapped ? error.getCause() : error);
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

  /** The context in which the client makes the stream of this call. */
  Context parsing() {
    return call.context().with(KEY, this);
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
    call.end(error);
  }
}
