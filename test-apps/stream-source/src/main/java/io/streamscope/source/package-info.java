/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** A server of streams for tests: exact bytes, exact pauses, every way to end. */
@NullMarked
package io.streamscope.source;

import org.jspecify.annotations.NullMarked;
