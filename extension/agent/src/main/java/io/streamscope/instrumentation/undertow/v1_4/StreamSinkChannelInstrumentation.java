/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertow.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.undertow.channels.DetachableStreamSinkChannel;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** What every response is written to. A write takes what it can; the writer waits, and goes on. */
final class StreamSinkChannelInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("io.undertow.channels.DetachableStreamSinkChannel");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("write", "writeFinal").and(takesArguments(ByteBuffer.class)),
        getClass().getName() + "$WriteAdvice");
    transformer.applyAdviceToMethod(
        namedOneOf("write", "writeFinal").and(takesArgument(0, ByteBuffer[].class)),
        getClass().getName() + "$GatheringWriteAdvice");
    transformer.applyAdviceToMethod(
        namedOneOf("flush", "awaitWritable"), getClass().getName() + "$WaitAdvice");
  }

  @SuppressWarnings("unused")
  public static class WriteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static int onEnter(
        @Advice.This DetachableStreamSinkChannel channel, @Advice.Argument(0) ByteBuffer bytes) {
      return UndertowWrite.begin(channel, bytes);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This DetachableStreamSinkChannel channel,
        @Advice.Argument(0) ByteBuffer bytes,
        @Advice.Enter int start,
        @Advice.Thrown @Nullable Throwable thrown) {
      UndertowWrite.end(channel, bytes, start, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class GatheringWriteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static int @Nullable [] onEnter(
        @Advice.This DetachableStreamSinkChannel channel, @Advice.Argument(0) ByteBuffer[] bytes) {
      return UndertowWrite.begin(channel, bytes);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This DetachableStreamSinkChannel channel,
        @Advice.Argument(0) ByteBuffer[] bytes,
        @Advice.Enter int @Nullable [] starts,
        @Advice.Thrown @Nullable Throwable thrown) {
      UndertowWrite.end(channel, bytes, starts, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class WaitAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static boolean onEnter(@Advice.This DetachableStreamSinkChannel channel) {
      return UndertowWrite.begin(channel);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This DetachableStreamSinkChannel channel,
        @Advice.Enter boolean isStream,
        @Advice.Thrown @Nullable Throwable thrown) {
      UndertowWrite.end(channel, isStream, thrown);
    }
  }
}
