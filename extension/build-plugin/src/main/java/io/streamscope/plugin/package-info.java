/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Build time only: goals of Maven that work on the files of the directory {@code libraries}. */
@NullMarked
package io.streamscope.plugin;

import org.jspecify.annotations.NullMarked;
