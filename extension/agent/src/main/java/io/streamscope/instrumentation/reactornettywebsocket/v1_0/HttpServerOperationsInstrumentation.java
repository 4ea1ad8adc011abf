/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.reactornettywebsocket.v1_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.util.function.BiFunction;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.reactivestreams.Publisher;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** Where a request becomes a connection, with the application's handler for it. */
final class HttpServerOperationsInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("reactor.netty.http.server.HttpServerOperations");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("withWebsocketSupport")
            .and(takesArguments(3))
            .and(takesArgument(2, BiFunction.class)),
        getClass().getName() + "$WithWebsocketSupportAdvice");
  }

  @SuppressWarnings("unused")
  public static class WithWebsocketSupportAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @AssignReturned.ToArguments(@ToArgument(2))
    public static BiFunction<
            ? super WebsocketInbound, ? super WebsocketOutbound, ? extends Publisher<Void>>
        onEnter(
            @Advice.Argument(2)
                BiFunction<
                        ? super WebsocketInbound,
                        ? super WebsocketOutbound,
                        ? extends Publisher<Void>>
                    handler) {
      return TracingHandler.of(handler);
    }
  }
}
