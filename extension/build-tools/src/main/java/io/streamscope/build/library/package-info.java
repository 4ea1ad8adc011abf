/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Versions as data: what a file of the directory {@code libraries} says of a module, its library
 * and the tests that run with it.
 */
@NullMarked
package io.streamscope.build.library;

import org.jspecify.annotations.NullMarked;
