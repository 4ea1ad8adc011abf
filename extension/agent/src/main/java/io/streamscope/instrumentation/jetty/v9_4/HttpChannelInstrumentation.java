/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v9_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.server.HttpChannel;
import org.jspecify.annotations.Nullable;

/** What every response passes on its way to the connection, and how it ends. */
final class HttpChannelInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.eclipse.jetty.server.HttpChannel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("sendResponse")
            .and(takesArguments(4))
            .and(takesArgument(1, named("java.nio.ByteBuffer"))),
        getClass().getName() + "$SendResponseAdvice");
    transformer.applyAdviceToMethod(
        named("abort").and(takesArguments(Throwable.class)), getClass().getName() + "$AbortAdvice");
    transformer.applyAdviceToMethod(
        named("onCompleted").and(takesArguments(0)), getClass().getName() + "$OnCompletedAdvice");
  }

  @SuppressWarnings("unused")
  public static class SendResponseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This HttpChannel channel,
        @Advice.Argument(0) MetaData.@Nullable Response head,
        @Advice.Argument(1) @Nullable ByteBuffer bytes) {
      JettyResponse.writing(channel, head, bytes);
    }
  }

  @SuppressWarnings("unused")
  public static class AbortAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.This HttpChannel channel, @Advice.Argument(0) Throwable failure) {
      JettyResponse.failed(channel, failure);
    }
  }

  @SuppressWarnings("unused")
  public static class OnCompletedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.This HttpChannel channel) {
      JettyResponse.completed(channel);
    }
  }
}
