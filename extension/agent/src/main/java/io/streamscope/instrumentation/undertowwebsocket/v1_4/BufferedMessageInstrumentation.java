/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.undertowwebsocket.v1_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.nio.ByteBuffer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.xnio.Pooled;

/** The content of a message: whoever asks for it takes it out. */
final class BufferedMessageInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "io.undertow.websockets.core.BufferedTextMessage",
        "io.undertow.websockets.core.BufferedBinaryMessage");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getData").and(takesArguments(0)).and(returns(String.class)),
        getClass().getName() + "$TextAdvice");
    transformer.applyAdviceToMethod(
        named("getData").and(takesArguments(0)).and(returns(named("org.xnio.Pooled"))),
        getClass().getName() + "$BytesAdvice");
  }

  @SuppressWarnings("unused")
  public static class TextAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Return String text) {
      IncomingMessage.taken(text);
    }
  }

  @SuppressWarnings("unused")
  public static class BytesAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Return Pooled<ByteBuffer[]> bytes) {
      IncomingMessage.taken(bytes);
    }
  }
}
