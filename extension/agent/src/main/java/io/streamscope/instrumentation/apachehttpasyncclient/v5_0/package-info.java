/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Apache HttpClient 5, asynchronous. */
@NullMarked
package io.streamscope.instrumentation.apachehttpasyncclient.v5_0;

import org.jspecify.annotations.NullMarked;
