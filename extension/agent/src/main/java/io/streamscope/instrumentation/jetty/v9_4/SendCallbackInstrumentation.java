/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v9_4;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.eclipse.jetty.server.HttpChannel;

/** Where the connection says that it has taken what was written; a blocked writer waits for it. */
final class SendCallbackInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.eclipse.jetty.server.HttpChannel$SendCallback");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("succeeded").and(takesArguments(0)), getClass().getName() + "$SucceededAdvice");
    transformer.applyAdviceToMethod(
        named("failed").and(takesArguments(Throwable.class)),
        getClass().getName() + "$FailedAdvice");
  }

  @SuppressWarnings("unused")
  public static class SucceededAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.FieldValue("this$0") HttpChannel channel) {
      JettyResponse.wrote(channel, null);
    }
  }

  @SuppressWarnings("unused")
  public static class FailedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("this$0") HttpChannel channel, @Advice.Argument(0) Throwable failure) {
      JettyResponse.wrote(channel, failure);
    }
  }
}
