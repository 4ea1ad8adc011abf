/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What every response passes on its way to the connection; as a callback it is told when the
 * connection has taken what was written.
 */
final class ChannelResponseInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.eclipse.jetty.server.internal.HttpChannelState$ChannelResponse");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("write").and(takesArguments(3)).and(takesArgument(1, named("java.nio.ByteBuffer"))),
        getClass().getName() + "$WriteAdvice");
    transformer.applyAdviceToMethod(
        named("succeeded").and(takesArguments(0)), getClass().getName() + "$SucceededAdvice");
    transformer.applyAdviceToMethod(
        named("failed").and(takesArguments(Throwable.class)),
        getClass().getName() + "$FailedAdvice");
  }

  @SuppressWarnings("unused")
  public static class WriteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This Response response,
        @Advice.FieldValue("_request") Request request,
        @Advice.FieldValue("_writeCallback") @Nullable Object pending,
        @Advice.Argument(1) @Nullable ByteBuffer bytes) {
      Jetty12Response.writing(response, request, pending, bytes);
    }
  }

  @SuppressWarnings("unused")
  public static class SucceededAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("_request") Request request) {
      Jetty12Response.wrote(request, null);
    }
  }

  @SuppressWarnings("unused")
  public static class FailedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("_request") Request request, @Advice.Argument(0) Throwable failure) {
      Jetty12Response.wrote(request, failure);
    }
  }
}
