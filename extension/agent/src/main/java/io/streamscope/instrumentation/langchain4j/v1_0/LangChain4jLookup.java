/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.langchain4j.v1_0;

import static io.streamscope.instrumentation.langchain4j.v1_0.LangChain4jSingletons.lookups;

import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.streamscope.vector.Lookup;
import io.streamscope.vector.VectorRequest;
import org.jspecify.annotations.Nullable;

/**
 * One call of a retriever or a store. Wrappers around either make no second span; what the store
 * inside a wrapper knows better goes to the wrapper's span.
 */
public final class LangChain4jLookup {

  private static final ContextKey<Lookup> RETRIEVAL = ContextKey.named("streamscope-retrieval");
  private static final ContextKey<Lookup> STORE = ContextKey.named("streamscope-store");

  private final Lookup lookup;
  private final Scope scope;

  private LangChain4jLookup(Lookup lookup, ContextKey<Lookup> key) {
    this.lookup = lookup;
    this.scope = lookup.context().with(key, lookup).makeCurrent();
  }

  /** A retriever is asked. */
  public static @Nullable LangChain4jLookup retrieve() {
    Context parent = Context.current();
    return parent.get(RETRIEVAL) != null
        ? null
        : new LangChain4jLookup(lookups().startRetrieval(null, 0, parent), RETRIEVAL);
  }

  /** A store is searched. */
  public static @Nullable LangChain4jLookup search(Object store, EmbeddingSearchRequest request) {
    Context parent = Context.current();
    Lookup retrieval = parent.get(RETRIEVAL);
    if (retrieval != null) {
      retrieval.topK(request.maxResults());
    }
    String system = LangChain4jNames.system(store.getClass());
    Lookup outer = parent.get(STORE);
    if (outer != null) {
      outer.system(system);
      return null;
    }
    return new LangChain4jLookup(
        lookups().startCall(new VectorRequest(system, "search", null), parent), STORE);
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
