/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.websocket.MessageScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.eclipse.jetty.websocket.core.Frame;
import org.jspecify.annotations.Nullable;

/** What comes in is handed to the application here, frame by frame, behind the extensions. */
final class IncomingAdaptorInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "org.eclipse.jetty.websocket.core.WebSocketCoreSession$IncomingAdaptor",
        "org.eclipse.jetty.websocket.core.internal.WebSocketCoreSession$IncomingAdaptor");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("onFrame").and(takesArguments(2)), getClass().getName() + "$OnFrameAdvice");
  }

  @SuppressWarnings("unused")
  public static class OnFrameAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable MessageScope onEnter(
        @Advice.FieldValue("this$0") Object session, @Advice.Argument(0) Frame frame) {
      return JettyWebSocket.received(session, frame);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("this$0") Object session, @Advice.Enter @Nullable MessageScope scope) {
      JettyWebSocket.handled(session, scope);
    }
  }
}
