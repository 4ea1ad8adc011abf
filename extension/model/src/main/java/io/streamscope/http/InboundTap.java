/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import io.streamscope.wire.Tap;
import io.streamscope.wire.TappedInputStream;
import java.io.InputStream;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an application reads a body through: when nobody holds it any more, nobody will read on. A
 * request that the application gave up has not failed.
 */
public final class InboundTap implements Tap {

  private final InboundBody body;
  private final BooleanSupplier givenUp;
  private @Nullable InputStream content; // handed out first; one reader at a time
  private @Nullable InputStream tapped;

  private InboundTap(InboundBody body, BooleanSupplier givenUp) {
    this.body = body;
    this.givenUp = givenUp;
  }

  /**
   * @param givenUp whether the application has given the request up
   */
  public static InboundTap of(InboundBody body, BooleanSupplier givenUp) {
    InboundTap tap = new InboundTap(body, givenUp);
    body.ownedBy(tap);
    return tap;
  }

  /** What to read instead of the content; the same for the same. */
  public InputStream reading(InputStream current) {
    InputStream known = tapped;
    if (known == null || current != content) {
      known = new TappedInputStream(current, this);
      content = current;
      tapped = known;
    }
    return known;
  }

  @Override
  public void onBytes(byte[] bytes, int offset, int length) {
    body.onBytes(bytes, offset, length);
  }

  @Override
  public void onEnd() {
    body.onEnd();
  }

  @Override
  public void onClose() {
    body.onClose();
  }

  @Override
  public void onError(Throwable error) {
    if (givenUp.getAsBoolean()) {
      body.onClose();
    } else {
      body.onError(error);
    }
  }
}
