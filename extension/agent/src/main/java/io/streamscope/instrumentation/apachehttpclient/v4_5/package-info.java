/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Apache HttpClient 4, since 4.5. */
@NullMarked
package io.streamscope.instrumentation.apachehttpclient.v4_5;

import org.jspecify.annotations.NullMarked;
