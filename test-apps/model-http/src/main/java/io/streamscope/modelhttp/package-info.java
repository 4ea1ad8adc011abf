/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Asks models over plain HTTP, as who has no SDK does. It knows nothing of OpenTelemetry and is
 * compiled against the lowest versions of its clients.
 */
@org.jspecify.annotations.NullMarked
package io.streamscope.modelhttp;
