/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.io.OutputStream;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.springframework.http.server.ServletServerHttpResponse;

/**
 * The body that message converters write to. Inside an emitter's send the bytes are looked at on
 * their way out: only there is known what the application's objects became.
 */
final class ServletServerHttpResponseInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("org.springframework.http.server.ServletServerHttpResponse");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("getBody").and(takesArguments(0)), getClass().getName() + "$GetBodyAdvice");
  }

  @SuppressWarnings("unused")
  public static class GetBodyAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static OutputStream onExit(
        @Advice.This ServletServerHttpResponse response, @Advice.Return OutputStream body) {
      return EmitterStream.body(response, body);
    }
  }
}
