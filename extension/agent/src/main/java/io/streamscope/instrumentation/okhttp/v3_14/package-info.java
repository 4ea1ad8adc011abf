/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** OkHttp, since 3.14. */
@NullMarked
package io.streamscope.instrumentation.okhttp.v3_14;

import org.jspecify.annotations.NullMarked;
