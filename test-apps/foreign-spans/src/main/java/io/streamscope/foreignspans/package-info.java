/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Asks models where somebody else makes the span of the call. */
@NullMarked
package io.streamscope.foreignspans;

import org.jspecify.annotations.NullMarked;
