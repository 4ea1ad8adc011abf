/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import okhttp3.internal.connection.Exchange;
import okio.Buffer;
import okio.Source;
import org.jspecify.annotations.Nullable;

/** What every body is read from, whoever reads it. */
final class ResponseBodySourceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("okhttp3.internal.connection.Exchange$ResponseBodySource");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("read").and(takesArguments(2)).and(takesArgument(0, named("okio.Buffer"))),
        getClass().getName() + "$ReadAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(0)), getClass().getName() + "$CloseAdvice");
  }

  @SuppressWarnings("unused")
  public static class ReadAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Source source,
        @Advice.FieldValue("this$0") Exchange exchange,
        @Advice.FieldValue("completed") boolean completed,
        @Advice.Argument(0) Buffer into,
        @Advice.Return long count,
        @Advice.Thrown @Nullable Throwable thrown) {
      BodyReading.read(exchange, source, into, count, completed, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("this$0") Exchange exchange) {
      BodyReading.closing(exchange);
    }
  }
}
