/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcat.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.ServerResponse;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** What every response passes, written as bytes or as characters, blocking or not. */
final class OutputBufferInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.catalina.connector.OutputBuffer");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("realWriteBytes").and(takesArgument(0, named("java.nio.ByteBuffer"))),
        getClass().getName() + "$WriteAdvice");
    transformer.applyAdviceToMethod(
        named("doFlush").and(takesArguments(boolean.class)), getClass().getName() + "$FlushAdvice");
    transformer.applyAdviceToMethod(
        named("close").and(takesArguments(0)), getClass().getName() + "$CloseAdvice");
    transformer.applyAdviceToMethod(
        named("recycle").and(takesArguments(0)), getClass().getName() + "$RecycleAdvice");
  }

  @SuppressWarnings("unused")
  public static class WriteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ServerResponse onEnter(
        @Advice.FieldValue("coyoteResponse") Response response,
        @Advice.Argument(0) ByteBuffer bytes) {
      return TomcatResponse.writing(response, bytes);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable ServerResponse stream, @Advice.Thrown @Nullable Throwable thrown) {
      TomcatResponse.wrote(stream, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class FlushAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ServerResponse onEnter(
        @Advice.FieldValue("coyoteResponse") Response response) {
      return TomcatResponse.writing(response, null);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable ServerResponse stream, @Advice.Thrown @Nullable Throwable thrown) {
      TomcatResponse.wrote(stream, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class CloseAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("coyoteResponse") Response response,
        @Advice.Thrown @Nullable Throwable thrown) {
      TomcatResponse.closed(response, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class RecycleAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("coyoteResponse") @Nullable Response response) {
      TomcatResponse.recycled(response);
    }
  }
}
