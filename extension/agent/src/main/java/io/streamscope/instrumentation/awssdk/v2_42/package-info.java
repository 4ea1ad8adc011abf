/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** AWS SDK 2, asynchronous clients: calls to models. */
@NullMarked
package io.streamscope.instrumentation.awssdk.v2_42;

import org.jspecify.annotations.NullMarked;
