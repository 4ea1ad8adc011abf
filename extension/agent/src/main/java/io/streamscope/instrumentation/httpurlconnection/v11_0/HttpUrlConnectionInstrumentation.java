/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.httpurlconnection.v11_0;

import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.CallScope;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Where the agent may start its span, and inside of it the one method that waits for an answer.
 * HTTPS has a subclass, which connects in its own way.
 */
final class HttpUrlConnectionInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf(
        "sun.net.www.protocol.http.HttpURLConnection",
        "sun.net.www.protocol.https.AbstractDelegateHttpsURLConnection");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        namedOneOf("connect", "getOutputStream", "getInputStream")
            .and(isPublic())
            .and(takesArguments(0)),
        getClass().getName() + "$UseAdvice");
    transformer.applyAdviceToMethod(
        named("getOutputStream").and(isPublic()).and(takesArguments(0)),
        getClass().getName() + "$GetOutputStreamAdvice");
    transformer.applyAdviceToMethod(
        named("getInputStream0").and(takesArguments(0)),
        getClass().getName() + "$GetInputStreamAdvice");
  }

  @SuppressWarnings("unused")
  public static class UseAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable CallScope onEnter(@Advice.This HttpURLConnection connection) {
      return ConnectionCall.begin(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable CallScope scope, @Advice.Thrown @Nullable Throwable thrown) {
      CallScope.end(scope, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class GetInputStreamAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable ConnectionCall onEnter(@Advice.This HttpURLConnection connection) {
      return ConnectionCall.awaiting(connection);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable ConnectionCall call,
        @Advice.This HttpURLConnection connection,
        @Advice.FieldValue("responseCode") int status,
        @Advice.Thrown @Nullable Throwable thrown) {
      ConnectionCall.answered(call, connection, status, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class GetOutputStreamAdvice {

    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static @Nullable OutputStream onExit(
        @Advice.This HttpURLConnection connection, @Advice.Return @Nullable OutputStream out) {
      return ConnectionCall.written(connection, out);
    }
  }
}
