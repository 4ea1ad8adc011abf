/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sink;

import java.util.List;
import java.util.Map;

/**
 * The latest cumulative value of one metric with one set of attributes.
 *
 * @param type {@code counter}, {@code up_down_counter}, {@code gauge}, {@code histogram}, {@code
 *     exponential_histogram} or {@code summary}
 * @param sum the value of a counter or gauge; the sum of what a histogram or summary recorded
 * @param count how many values a histogram or summary recorded, else 0
 * @param min smallest value of a histogram, NaN if unknown
 * @param max largest value of a histogram, NaN if unknown
 * @param bounds upper bounds of the buckets of an explicit histogram, else empty
 * @param bucketCounts one more than {@code bounds}, else empty
 */
public record MetricPoint(
    String name,
    String unit,
    String type,
    Map<String, Object> attributes,
    double sum,
    long count,
    double min,
    double max,
    List<Double> bounds,
    List<Long> bucketCounts) {}
