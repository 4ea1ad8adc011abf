/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import okio.Buffer;
import okio.GzipSource;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** What OkHttp, and interceptors like its one for Brotli, decompress a body with. */
final class GzipSourceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("okio.GzipSource");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        isConstructor().and(takesArguments(1)).and(takesArgument(0, named("okio.Source"))),
        getClass().getName() + "$ConstructorAdvice");
    transformer.applyAdviceToMethod(
        named("read").and(takesArguments(2)).and(takesArgument(0, named("okio.Buffer"))),
        getClass().getName() + "$ReadAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConstructorAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.This GzipSource decoder, @Advice.Argument(0) Source source) {
      BodyReading.decoding(decoder, source);
    }
  }

  @SuppressWarnings("unused")
  public static class ReadAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This GzipSource decoder,
        @Advice.Argument(0) Buffer into,
        @Advice.Return long count,
        @Advice.Thrown @Nullable Throwable thrown) {
      BodyReading.decoded(decoder, into, count, thrown);
    }
  }
}
