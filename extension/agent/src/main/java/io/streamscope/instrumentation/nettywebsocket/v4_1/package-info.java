/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** WebSocket codec of Netty, since 4.1: servers and clients that are built on it. */
@NullMarked
package io.streamscope.instrumentation.nettywebsocket.v4_1;

import org.jspecify.annotations.NullMarked;
