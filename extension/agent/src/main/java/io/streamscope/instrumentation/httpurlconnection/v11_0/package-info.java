/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The JDK's {@code HttpURLConnection}. */
@NullMarked
package io.streamscope.instrumentation.httpurlconnection.v11_0;

import org.jspecify.annotations.NullMarked;
