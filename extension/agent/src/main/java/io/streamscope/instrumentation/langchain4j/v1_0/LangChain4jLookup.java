/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import static io.streamscope.instrumentation.langchain4j.v1_0.LangChain4jSingletons.lookups;

import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.streamscope.vector.Lookup;
import io.streamscope.vector.VectorRequest;
import org.jspecify.annotations.Nullable;

/** One call of a retriever or a store. */
public final class LangChain4jLookup {

  private final Lookup lookup;
  private final Scope scope;

  private LangChain4jLookup(Lookup lookup) {
    this.lookup = lookup;
    this.scope = lookup.context().makeCurrent();
  }

  /** A retriever is asked. */
  public static LangChain4jLookup retrieve() {
    return new LangChain4jLookup(lookups().startRetrieval(null, 0, Context.current()));
  }

  /** A store is searched. */
  public static LangChain4jLookup search(Object store, EmbeddingSearchRequest request) {
    String system = LangChain4jNames.system(store.getClass());
    return new LangChain4jLookup(
        lookups()
            .startCall(
                new VectorRequest(system, "search", null),
                request.maxResults(),
                Context.current()));
  }

  /** It returned or threw. */
  public static void end(
      @Nullable LangChain4jLookup call,
      @Nullable EmbeddingSearchResult<?> result,
      @Nullable Throwable thrown) {
    if (call == null) {
      return;
    }
    call.scope.close();
    call.lookup.end(result == null ? -1 : result.matches().size(), thrown);
  }
}
