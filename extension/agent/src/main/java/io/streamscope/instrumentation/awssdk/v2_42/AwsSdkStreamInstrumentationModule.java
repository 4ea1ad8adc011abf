/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.awssdk.v2_42;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/**
 * Answers of models that the application reads with an asynchronous client of the AWS SDK, whatever
 * HTTP client that has; blocking ones have a client that is watched anyway.
 */
@AutoService(InstrumentationModule.class)
public final class AwsSdkStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public AwsSdkStreamInstrumentationModule() {
    super(
        "aws-sdk-stream",
        "aws-sdk-stream-2.42",
        "software.amazon.awssdk.http.async.AsyncExecuteRequest",
        "software.amazon.awssdk.core.internal.http.pipeline.stages.MakeAsyncHttpRequestStage");
  }

  @Override
  public String library() {
    return "AWS SDK 2.42 to 2.57, asynchronous clients";
  }

  @Override
  public String covers() {
    return "answers of Amazon Bedrock, streamed or not, below the span of the agent's own module";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new MakeAsyncHttpRequestStageInstrumentation(), new AsyncExecuteRequestInstrumentation());
  }
}
