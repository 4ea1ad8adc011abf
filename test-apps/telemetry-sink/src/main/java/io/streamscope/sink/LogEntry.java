/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import java.util.Map;

/**
 * One log record as it came over OTLP.
 *
 * @param eventName empty if the record is not an event
 * @param body String, Long, Double, Boolean, List or Map; an empty string if there is none
 * @param traceId empty if the record was written outside of any span
 * @param spanId empty if the record was written outside of any span
 */
public record LogEntry(
    long timeNanos,
    String severity,
    String eventName,
    Object body,
    String traceId,
    String spanId,
    String scopeName,
    Map<String, Object> attributes,
    Map<String, Object> resource) {}
