/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
@NullMarked
package io.streamscope.realtime;

import org.jspecify.annotations.NullMarked;
