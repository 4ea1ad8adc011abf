/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.List;

/**
 * An application with a version of LangChain4j from before the lowest that we support. Reflective,
 * because the class path of the tests has no such version.
 */
public final class OutsideVersion {

  private OutsideVersion() {}

  /** Adds a vector to a store and finds it again. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Class<?> embeddingType = Class.forName("dev.langchain4j.data.embedding.Embedding");
    Class<?> storeType = Class.forName("dev.langchain4j.store.embedding.EmbeddingStore");
    Object embedding =
        embeddingType.getConstructor(float[].class).newInstance(new float[] {1, 0, 0});
    Object store = store();
    storeType.getMethod("add", embeddingType).invoke(store, embedding);
    Method find = storeType.getMethod("findRelevant", embeddingType, int.class);
    List<?> found = (List<?>) find.invoke(store, embedding, 1);
    System.out.println("added and found " + found.size());
  }

  private static Object store() throws ReflectiveOperationException {
    Class<?> type =
        Class.forName("dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore");
    Constructor<?> constructor = type.getConstructor();
    return constructor.newInstance();
  }
}
