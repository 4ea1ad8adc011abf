/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jersey.v2_26;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.io.OutputStream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.glassfish.jersey.internal.PropertiesDelegate;
import org.jspecify.annotations.Nullable;

/** Writes every entity and every chunk of one, of requests as well. */
final class MessageBodyFactoryInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.glassfish.jersey.message.internal.MessageBodyFactory");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("writeTo").and(takesArgument(7, OutputStream.class)),
        getClass().getName() + "$WriteToAdvice");
  }

  @SuppressWarnings("unused")
  public static class WriteToAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Argument(6) PropertiesDelegate request,
        @Advice.Argument(7) OutputStream response,
        @Advice.Thrown @Nullable Throwable thrown) {
      JerseyResponse.written(request, response, thrown);
    }
  }
}
