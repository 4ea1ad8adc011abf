/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.time.Duration;
import java.util.List;

/** A store that is slow to search: the fault behind {@code slowRetrievalMs}. */
final class DelayedEmbeddingStore implements EmbeddingStore<TextSegment> {
  private final EmbeddingStore<TextSegment> store;
  private final Duration delay;

  DelayedEmbeddingStore(EmbeddingStore<TextSegment> store, Duration delay) {
    this.store = store;
    this.delay = delay;
  }

  @Override
  public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
    try {
      Thread.sleep(delay.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while searching", e);
    }
    return store.search(request);
  }

  @Override
  public String add(Embedding embedding) {
    return store.add(embedding);
  }

  @Override
  public void add(String id, Embedding embedding) {
    store.add(id, embedding);
  }

  @Override
  public String add(Embedding embedding, TextSegment segment) {
    return store.add(embedding, segment);
  }

  @Override
  public List<String> addAll(List<Embedding> embeddings) {
    return store.addAll(embeddings);
  }
}
