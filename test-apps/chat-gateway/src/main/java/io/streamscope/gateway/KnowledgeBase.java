/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.EmbeddingStoreContentRetriever;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The documents about the product, embedded at start-up. If the model server is not there yet, that
 * is tried again each second.
 */
@Component
class KnowledgeBase implements ApplicationRunner {
  private static final Logger logger = LoggerFactory.getLogger(KnowledgeBase.class);
  private static final String DOCUMENTS = "classpath*:documents/*.txt";
  private static final int MAX_RESULTS = 3;

  private final EmbeddingModel embeddingModel;
  private final EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
  private final ScheduledExecutorService retries =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "gateway-index");
            thread.setDaemon(true);
            return thread;
          });
  private volatile int size;

  KnowledgeBase(EmbeddingModel embeddingModel) {
    this.embeddingModel = embeddingModel;
  }

  @Override
  public void run(ApplicationArguments arguments) {
    load();
  }

  /** How many documents are loaded, 0 before. */
  int size() {
    return size;
  }

  /** The texts nearest to the question, nearest first. */
  List<String> retrieve(String question, Duration extraDelay) {
    if (size == 0) {
      throw new IllegalStateException("The documents are not loaded yet. Is the model server up?");
    }
    EmbeddingStore<TextSegment> searched =
        extraDelay.isZero() ? store : new DelayedEmbeddingStore(store, extraDelay);
    return EmbeddingStoreContentRetriever.builder()
        .embeddingStore(searched)
        .embeddingModel(embeddingModel)
        .maxResults(MAX_RESULTS)
        .build()
        .retrieve(Query.from(question))
        .stream()
        .map(Content::textSegment)
        .map(TextSegment::text)
        .toList();
  }

  @PreDestroy
  void stop() {
    retries.shutdownNow();
  }

  private void load() {
    try {
      List<TextSegment> segments = readDocuments();
      List<Embedding> embeddings = embeddingModel.embedAll(segments).content();
      store.addAll(embeddings, segments);
      size = segments.size();
      logger.info("{} documents loaded", size);
    } catch (RuntimeException | IOException e) {
      logger.warn("cannot embed the documents, trying again in a second: {}", e.toString());
      if (!retries.isShutdown()) {
        var unused = retries.schedule(this::load, 1, TimeUnit.SECONDS);
      }
    }
  }

  private static List<TextSegment> readDocuments() throws IOException {
    Resource[] resources = new PathMatchingResourcePatternResolver().getResources(DOCUMENTS);
    Arrays.sort(
        resources, Comparator.comparing(resource -> String.valueOf(resource.getFilename())));
    List<TextSegment> segments = new ArrayList<>();
    for (Resource resource : resources) {
      segments.add(TextSegment.from(resource.getContentAsString(UTF_8).strip()));
    }
    return segments;
  }
}
