/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Coverage-guided fuzzing of the parsers of the model, each against a reference that shares no code
 * with it. A normal build runs the inputs that were kept; {@code -Pfuzz} looks for new ones.
 */
@NullMarked
package io.streamscope.fuzz;

import org.jspecify.annotations.NullMarked;
