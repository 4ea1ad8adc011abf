/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.json;

/** What a {@link JsonDigest} stands before, or in. */
enum DigestState {
  START,
  FIRST_NAME,
  NAME,
  NAME_STRING,
  COLON,
  FIRST_VALUE,
  VALUE,
  STRING,
  TOKEN,
  /** Inside of a container that is not kept. */
  SKIPPED,
  SKIPPED_STRING,
  AFTER,
  OVER
}
