/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Every embedding store, the application's own included. */
final class EmbeddingStoreInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named("dev.langchain4j.store.embedding.EmbeddingStore"));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("search")
            .and(takesArguments(1))
            .and(takesArgument(0, named("dev.langchain4j.store.embedding.EmbeddingSearchRequest"))),
        getClass().getName() + "$SearchAdvice");
  }

  @SuppressWarnings("unused")
  public static class SearchAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable LangChain4jLookup onEnter(
        @Advice.This Object store, @Advice.Argument(0) EmbeddingSearchRequest request) {
      return LangChain4jLookup.search(store, request);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable LangChain4jLookup lookup,
        @Advice.Return @Nullable EmbeddingSearchResult<?> result,
        @Advice.Thrown @Nullable Throwable thrown) {
      LangChain4jLookup.end(lookup, result, thrown);
    }
  }
}
