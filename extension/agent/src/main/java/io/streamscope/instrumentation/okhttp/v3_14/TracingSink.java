/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import io.streamscope.http.ModelRequest;
import io.streamscope.stream.Guard;
import java.io.IOException;
import okio.Buffer;
import okio.ForwardingSink;
import okio.Sink;

/** Looks at the body of a request on its way to the connection. */
final class TracingSink extends ForwardingSink {

  private final ModelRequest question;
  private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor(); // one writer at a time

  TracingSink(Sink delegate, ModelRequest question) {
    super(delegate);
    this.question = question;
    question.begin();
  }

  @Override
  public void write(Buffer source, long byteCount) throws IOException {
    Guard.run(() -> report(source, byteCount));
    super.write(source, byteCount);
  }

  private void report(Buffer source, long byteCount) {
    source.readUnsafe(cursor);
    try {
      long left = Math.min(byteCount, source.size());
      for (int count = cursor.seek(0); count > 0 && left > 0; count = cursor.next()) {
        question.onBytes(cursor.data, cursor.start, (int) Math.min(count, left));
        left -= count;
      }
    } finally {
      cursor.close();
    }
  }
}
