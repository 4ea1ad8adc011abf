/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.cxf.v3_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.cxf.message.Message;
import org.jspecify.annotations.Nullable;

/** What has failed is turned into a response here, if it can be, on a thread of the container. */
final class JAXRSUtilsInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.cxf.jaxrs.utils.JAXRSUtils");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("convertFaultToResponse")
            .and(takesArgument(0, Throwable.class))
            .and(takesArgument(1, named("org.apache.cxf.message.Message"))),
        getClass().getName() + "$ConvertFaultToResponseAdvice");
  }

  @SuppressWarnings("unused")
  public static class ConvertFaultToResponseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(0) @Nullable Throwable failure, @Advice.Argument(1) Message message) {
      CxfResponse.failed(failure, message);
    }
  }
}
