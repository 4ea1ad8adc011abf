/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import org.jspecify.annotations.Nullable;

/**
 * The spans that an SDK makes by itself.
 *
 * @param scope of the spans that it makes, null if it makes none
 * @param ofTheCall whether one of them is the call, and ours stands back; else one is above ours
 */
record ModelSdkSpans(@Nullable String scope, boolean ofTheCall) {

  static final ModelSdkSpans NONE = new ModelSdkSpans(null, false);

  /** Azure's: one of the method that the application calls. */
  static ModelSdkSpans ofTheMethod(String scope) {
    return new ModelSdkSpans(scope, false);
  }

  /** Azure's: that of the call, which we enrich. */
  static ModelSdkSpans ofTheCall(String scope) {
    return new ModelSdkSpans(scope, true);
  }
}
