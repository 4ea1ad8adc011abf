/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.streamscope.stream.StreamProtocol;
import org.jspecify.annotations.Nullable;

/**
 * What a request says besides its body of the answer that it wants.
 *
 * @param lastEventId it goes on where an earlier stream stopped, {@code Last-Event-ID} (WHATWG HTML
 *     §9.2.4); null if it does not
 * @param stream whether a stream is all that it takes, {@code Accept} (RFC 9110 §12.5.1)
 */
record Wishes(@Nullable String lastEventId, boolean stream) {

  static final Wishes NONE = new Wishes(null, false);

  /** These and those that a layer below knows, to which the client may have added. */
  Wishes and(RequestHeaders headers) {
    String id = headers.value("Last-Event-ID");
    boolean streamed =
        StreamProtocol.ofContentType(headers.value("Accept")) != StreamProtocol.CHUNKED;
    return id == null && !streamed
        ? this
        : new Wishes(id == null ? lastEventId : id, stream || streamed);
  }
}
