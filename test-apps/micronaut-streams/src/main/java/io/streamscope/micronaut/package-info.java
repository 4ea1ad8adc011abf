/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Streams of Micronaut. */
@NullMarked
package io.streamscope.micronaut;

import org.jspecify.annotations.NullMarked;
