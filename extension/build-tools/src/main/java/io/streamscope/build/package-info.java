/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Build time only: turns compiled modules into the extension jar and checks that it links. */
@NullMarked
package io.streamscope.build;

import org.jspecify.annotations.NullMarked;
