/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import com.google.auto.service.AutoService;
import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.instrumentation.support.StreamscopeModule;
import java.util.List;

/** Streams that the application reads with OkHttp, or with what sits on it. */
@AutoService(InstrumentationModule.class)
public final class OkHttpStreamInstrumentationModule extends StreamscopeModule {

  /** Called by the service loader. */
  public OkHttpStreamInstrumentationModule() {
    super("okhttp-stream", "okhttp-stream-3.14", "okhttp3.OkHttpClient");
  }

  @Override
  public String library() {
    return "OkHttp 3.14 to 5.5";
  }

  @Override
  public String covers() {
    return "SSE and NDJSON read with `execute` or `enqueue`, also through Retrofit";
  }

  @Override
  public int order() {
    return OUTSIDE_OF_THE_AGENTS;
  }

  @Override
  protected List<TypeInstrumentation> types() {
    return List.of(
        new RealCallInstrumentation(),
        new ExchangeInstrumentation(),
        new ResponseBodySourceInstrumentation(),
        new GzipSourceInstrumentation());
  }
}
