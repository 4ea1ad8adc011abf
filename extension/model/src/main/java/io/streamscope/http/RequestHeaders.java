/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import org.jspecify.annotations.Nullable;

/** The headers of a request that is being issued, as its client knows them. */
@FunctionalInterface
public interface RequestHeaders {

  /**
   * The value of a header, the first if there are more; null if there is none.
   *
   * @param name in any case
   */
  @Nullable String value(String name);
}
