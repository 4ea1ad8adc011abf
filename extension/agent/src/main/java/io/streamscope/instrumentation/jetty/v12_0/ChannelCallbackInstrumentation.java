/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v12_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.eclipse.jetty.server.Request;

/** Where the handlers say that a request is over. */
final class ChannelCallbackInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.eclipse.jetty.server.internal.HttpChannelState$ChannelCallback");
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
    public static void onEnter(@Advice.FieldValue("_request") Request request) {
      Jetty12Response.ended(request, null);
    }
  }

  @SuppressWarnings("unused")
  public static class FailedAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.FieldValue("_request") Request request, @Advice.Argument(0) Throwable failure) {
      Jetty12Response.ended(request, failure);
    }
  }
}
