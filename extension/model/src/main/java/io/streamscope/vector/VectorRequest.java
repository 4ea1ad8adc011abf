/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.vector;

import org.jspecify.annotations.Nullable;

/**
 * A call to a vector store.
 *
 * @param system {@code db.system.name}
 * @param operation {@code db.operation.name}, as the library names it
 * @param collection the collection or index, null when unknown
 */
public record VectorRequest(String system, String operation, @Nullable String collection) {

  /** {@code db.system.name} of a store whose make is unknown. */
  public static final String OTHER = "other";

  String spanName() {
    return collection == null ? operation : operation + " " + collection;
  }
}
