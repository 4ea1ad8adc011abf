/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

/**
 * What a WebSocket leads to if it leads to a model.
 *
 * @param api that is spoken there
 * @param provider {@code gen_ai.provider.name}
 */
public record RealtimeEndpoint(RealtimeApi api, String provider) {}
