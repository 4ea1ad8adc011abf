/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tyruswebsocket.v1_8;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.glassfish.tyrus.spi.UpgradeRequest;

/** A request is going to be a connection: its span is current. */
final class TyrusWebSocketEngineInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.glassfish.tyrus.core.TyrusWebSocketEngine");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("upgrade")
            .and(takesArguments(2))
            .and(takesArgument(0, named("org.glassfish.tyrus.spi.UpgradeRequest"))),
        getClass().getName() + "$UpgradeAdvice");
  }

  @SuppressWarnings("unused")
  public static class UpgradeAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static void onEnter(@Advice.Argument(0) UpgradeRequest request) {
      TyrusSocket.upgrading(request);
    }
  }
}
