/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The event sources of okhttp-sse, since 3.14. */
@NullMarked
package io.streamscope.instrumentation.okhttpsse.v3_14;

import org.jspecify.annotations.NullMarked;
