/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** An application that reads streams over HTTP in every way and tells what it sees. */
@NullMarked
package io.streamscope.httpclients;

import org.jspecify.annotations.NullMarked;
