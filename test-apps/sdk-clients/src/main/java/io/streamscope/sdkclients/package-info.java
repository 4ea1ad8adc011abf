/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * An application that asks models with the SDK of a provider, as its documentation shows it. It
 * knows nothing of who may be watching.
 */
@org.jspecify.annotations.NullMarked
package io.streamscope.sdkclients;
