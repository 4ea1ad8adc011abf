/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import org.jspecify.annotations.Nullable;

/**
 * What an SDK does by itself, besides its requests.
 *
 * @param scope of the spans that it makes, null if it makes none
 * @param ofTheCall whether one of them is the call, and ours stands back; else one is above ours
 * @param readsOn whether it reads a stream to its end that the application has left
 */
record ModelSdkSpans(@Nullable String scope, boolean ofTheCall, boolean readsOn) {

  static final ModelSdkSpans NONE = new ModelSdkSpans(null, false, false);

  /** Azure's: one of the method that the application calls. */
  static ModelSdkSpans ofTheMethod(String scope) {
    return new ModelSdkSpans(scope, false, true);
  }

  /** Azure's: that of the call, which we enrich, and which tells when the application has left. */
  static ModelSdkSpans ofTheCall(String scope) {
    return new ModelSdkSpans(scope, true, false);
  }
}
