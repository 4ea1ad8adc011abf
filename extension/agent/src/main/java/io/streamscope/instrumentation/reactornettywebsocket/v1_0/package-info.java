/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** WebSocket of Reactor Netty, since 1.0: what Netty does not know of it. */
@NullMarked
package io.streamscope.instrumentation.reactornettywebsocket.v1_0;

import org.jspecify.annotations.NullMarked;
