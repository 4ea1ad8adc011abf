/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

/** An exception of an application that cannot tell what it is. */
public final class MuteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  @Override
  public String getMessage() {
    throw new UnsupportedOperationException("no message");
  }
}
