/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.RetryingClientInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Chat completions of the official OpenAI client, blocking and streamed. */
@AutoService(InstrumentationModule.class)
public final class OpenAiStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public OpenAiStreamInstrumentationModule() {
    super("openai-stream", "openai-stream-2.0", "com.openai.core.ClientOptions");
  }

  @Override
  public String library() {
    return "openai-java 2.0 to 4.x";
  }

  @Override
  public String covers() {
    return "Chat completions, blocking and streamed, synchronous and asynchronous; what else it asks for is"
        + " read on the wire, a call with all its attempts as one span";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new ChatCompletionServiceInstrumentation(),
        new ChatCompletionServiceAsyncInstrumentation(),
        new ClosingStreamResponseInstrumentation(),
        new HttpClientInstrumentation(),
        new RetryingClientInstrumentation("com.openai.core"));
  }
}
