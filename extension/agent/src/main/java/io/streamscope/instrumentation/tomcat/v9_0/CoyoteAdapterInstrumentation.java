/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcat.v9_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.apache.coyote.Response;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Where a request enters Tomcat; the agent starts its SERVER span there, just before us. And where
 * the container tells what happens to the connection of an asynchronous one.
 */
final class CoyoteAdapterInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.apache.catalina.connector.CoyoteAdapter");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("service").and(takesArgument(1, named("org.apache.coyote.Response"))),
        getClass().getName() + "$ServiceAdvice");
    transformer.applyAdviceToMethod(
        named("asyncDispatch")
            .and(takesArgument(1, named("org.apache.coyote.Response")))
            .and(takesArgument(2, named("org.apache.tomcat.util.net.SocketEvent"))),
        getClass().getName() + "$AsyncDispatchAdvice");
  }

  @SuppressWarnings("unused")
  public static class ServiceAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(1) Response response) {
      TomcatResponse.begin(response);
    }
  }

  @SuppressWarnings("unused")
  public static class AsyncDispatchAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(
        @Advice.Argument(1) Response response, @Advice.Argument(2) SocketEvent event) {
      if (event == SocketEvent.ERROR) {
        TomcatResponse.disconnected(response);
      }
    }
  }
}
