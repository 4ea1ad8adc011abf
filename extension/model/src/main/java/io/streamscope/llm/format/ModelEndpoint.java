/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.llm.GenAiOperation;
import io.streamscope.llm.WireFormat;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request over HTTP is if it is one to a model.
 *
 * @param operation what the model is asked to do
 * @param format makes what reads the request and its answer; a new one for each request
 * @param provider {@code gen_ai.provider.name}
 * @param model the model that the path names, null if it names none: then the body does
 * @param streamed whether the answer is streamed, null if that is not for the path to say
 * @param needsQuestion whether others may have such a path too: then it is only a request to a
 *     model if its body {@linkplain io.streamscope.llm.GenAiQuestion#isOne() asks one something}
 */
public record ModelEndpoint(
    GenAiOperation operation,
    Supplier<WireFormat> format,
    String provider,
    @Nullable String model,
    @Nullable Boolean streamed,
    boolean needsQuestion) {}
