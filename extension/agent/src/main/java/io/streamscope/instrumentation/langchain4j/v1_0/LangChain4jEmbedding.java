/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import static io.streamscope.instrumentation.langchain4j.v1_0.LangChain4jSingletons.models;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.output.TokenUsage;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.correlation.CallLayer;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiCall;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.GenAiRequest;
import io.streamscope.llm.GenAiUsage;
import io.streamscope.stream.Guard;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of an embedding model. Its result has another type in later versions of the library, so
 * it is read by the names of its accessors.
 */
public final class LangChain4jEmbedding {

  private final GenAiCall call;
  private final Scope scope;

  private LangChain4jEmbedding(GenAiCall call) {
    this.call = call;
    this.scope = call.context().makeCurrent();
  }

  /** A model is asked for vectors; null when an outer layer already is. */
  public static @Nullable LangChain4jEmbedding start(EmbeddingModel model) {
    GenAiRequest request =
        new GenAiRequest(
            GenAiOperation.EMBEDDINGS,
            LangChain4jNames.provider(model.getClass()),
            get(model, "modelName") instanceof String name ? name : null,
            null,
            -1,
            false,
            Attributes.empty());
    GenAiCall call = models().start(request, CallLayer.FRAMEWORK, Context.current());
    return call.isOver() ? null : new LangChain4jEmbedding(call);
  }

  /** It answered or threw. */
  public static void end(
      @Nullable LangChain4jEmbedding embedding,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    if (embedding == null) {
      return;
    }
    embedding.scope.close();
    if (result != null) {
      Guard.run(() -> embedding.read(result));
    }
    embedding.call.end(thrown);
  }

  private void read(Object result) {
    GenAiDelta delta = new GenAiDelta();
    if (get(result, "tokenUsage") instanceof TokenUsage usage && usage.inputTokenCount() != null) {
      delta.usage(GenAiUsage.of(usage.inputTokenCount(), -1));
    }
    if (get(result, "modelName") instanceof String name) {
      delta.identity(null, name);
    }
    call.delta(delta);
    Object content = get(result, "content");
    if ((content == null ? get(result, "embeddings") : content) instanceof List<?> vectors
        && !vectors.isEmpty()
        && vectors.get(0) instanceof Embedding first) {
      call.attribute(GenAiAttributes.EMBEDDINGS_DIMENSION_COUNT, (long) first.dimension());
    }
  }

  private static @Nullable Object get(Object source, String accessor) {
    try {
      Method method = source.getClass().getMethod(accessor);
      return method.invoke(source);
    } catch (NoSuchMethodException absent) {
      return null;
    } catch (IllegalAccessException | InvocationTargetException unreadable) {
      Guard.swallowed(unreadable);
      return null;
    }
  }
}
