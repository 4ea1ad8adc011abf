/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.stream;

/**
 * When a stream began.
 *
 * @param startNanos the start of its span, by the model's clock
 * @param wallClock what that is in time of day
 */
record StreamTimes(long startNanos, WallClock wallClock) {}
