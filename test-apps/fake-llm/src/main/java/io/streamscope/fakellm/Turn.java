/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

/**
 * One question and what is answered.
 *
 * @param request the question
 * @param reply what the model says
 * @param usage what that costs
 */
record Turn(ModelRequest request, Reply reply, Usage usage) {}
