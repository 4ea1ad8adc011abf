/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.javahttpserver.v11_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.io.OutputStream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * What an application gets as the body of its response. As the headers are sent it is told what to
 * write to: the stream that knows the length or makes chunks.
 */
final class PlaceholderOutputStreamInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("sun.net.httpserver.PlaceholderOutputStream");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("setWrappedStream").and(takesArguments(OutputStream.class)),
        getClass().getName() + "$SetWrappedStreamAdvice");
  }

  @SuppressWarnings("unused")
  public static class SetWrappedStreamAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(0))
    public static OutputStream onEnter(@Advice.Argument(0) OutputStream body) {
      return JavaHttpServerResponse.body(body);
    }
  }
}
