/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttpsse.v3_14;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** The listeners of okhttp-sse; its streams are those of OkHttp. */
@AutoService(InstrumentationModule.class)
public final class OkHttpSseStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public OkHttpSseStreamInstrumentationModule() {
    super(
        "okhttp-sse-stream",
        "okhttp-sse-stream-3.14",
        "okhttp3.sse.EventSource",
        "okhttp3.internal.connection.Exchange");
  }

  @Override
  public String library() {
    return "okhttp-sse 3.14 to 5.5";
  }

  @Override
  public String covers() {
    return "what an `EventSourceListener` does: its spans, its time, its exceptions";
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(new RealEventSourceInstrumentation());
  }
}
