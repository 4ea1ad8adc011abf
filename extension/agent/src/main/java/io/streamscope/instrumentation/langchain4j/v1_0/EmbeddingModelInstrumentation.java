/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.langchain4j.model.embedding.EmbeddingModel;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Every embedding model. Providers implement {@code embedAll} in earlier and {@code doEmbed} in
 * later versions; whichever is outermost makes the span.
 */
final class EmbeddingModelInstrumentation implements TypeInstrumentation {

  private static final String INTERFACE = "dev.langchain4j.model.embedding.EmbeddingModel";

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named(INTERFACE).or(implementsInterface(named(INTERFACE)));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("embedAll").or(named("doEmbed")).and(takesArguments(1)),
        getClass().getName() + "$EmbedAdvice");
  }

  @SuppressWarnings("unused")
  public static class EmbedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable LangChain4jEmbedding onEnter(@Advice.This EmbeddingModel model) {
      return LangChain4jEmbedding.start(model);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable LangChain4jEmbedding embedding,
        @Advice.Return @Nullable Object result,
        @Advice.Thrown @Nullable Throwable thrown) {
      LangChain4jEmbedding.end(embedding, result, thrown);
    }
  }
}
