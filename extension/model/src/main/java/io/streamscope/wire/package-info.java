/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What goes over the wire: push parsers that measure event streams (server-sent events, NDJSON) and
 * streams that let a {@link io.streamscope.wire.Tap} see the bytes an application reads or writes.
 *
 * <p>Everything here runs on the application's threads inside its hot paths: no allocation per
 * chunk, bounded memory, and nothing is ever thrown because of what the bytes contain.
 */
@NullMarked
package io.streamscope.wire;

import org.jspecify.annotations.NullMarked;
