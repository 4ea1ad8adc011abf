/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import java.util.List;

/**
 * A type description, or one advice of it, that finds nothing in some versions, and need not.
 *
 * @param description simple name, {@code Type} or {@code Type$Advice}
 * @param versions of the library
 */
public record Absence(String description, List<String> versions) {}
