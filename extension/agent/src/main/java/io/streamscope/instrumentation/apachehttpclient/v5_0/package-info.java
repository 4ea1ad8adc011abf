/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Apache HttpClient 5, blocking. */
@NullMarked
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import org.jspecify.annotations.NullMarked;
