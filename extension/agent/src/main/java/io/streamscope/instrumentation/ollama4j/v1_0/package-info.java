/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.streamscope.instrumentation.ollama4j.v1_0;

import org.jspecify.annotations.NullMarked;
