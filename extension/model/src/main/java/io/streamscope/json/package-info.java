/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Small JSON (RFC 8259): a bounded pull reader, a bounded writer, and allocation-free look-ups in
 * the chunks of model APIs. Nothing here throws because of what a text contains.
 */
@NullMarked
package io.streamscope.json;

import org.jspecify.annotations.NullMarked;
