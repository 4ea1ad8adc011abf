/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.vector;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.streamscope.stream.Described;

/** Every database key that we emit, once (stable database conventions). */
public final class VectorAttributes {

  @Described("The vector store: `milvus`, `qdrant`, `postgresql`, `in_memory`, …")
  public static final AttributeKey<String> SYSTEM_NAME = stringKey("db.system.name");

  @Described("What it was asked to do, as the library names it")
  public static final AttributeKey<String> OPERATION_NAME = stringKey("db.operation.name");

  @Described("Collection or index")
  public static final AttributeKey<String> COLLECTION_NAME = stringKey("db.collection.name");

  @Described("Number of results")
  public static final AttributeKey<Long> RETURNED_ROWS = longKey("db.response.returned_rows");

  private VectorAttributes() {}
}
