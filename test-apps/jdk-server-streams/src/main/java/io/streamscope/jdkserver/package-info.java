/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** An application that streams with the JDK's own server. */
@NullMarked
package io.streamscope.jdkserver;

import org.jspecify.annotations.NullMarked;
