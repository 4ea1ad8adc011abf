/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import static net.bytebuddy.matcher.ElementMatchers.nameStartsWith;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.namedOneOf;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.CallScope;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The application's methods begin a call; the agent takes the context along to the thread that
 * makes it. There one method passes all interceptors; Kotlin adds the module to its name.
 */
final class RealCallInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return namedOneOf("okhttp3.RealCall", "okhttp3.internal.connection.RealCall");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("execute").and(takesArguments(0)).or(named("enqueue").and(takesArguments(1))),
        getClass().getName() + "$IssueAdvice");
    transformer.applyAdviceToMethod(
        nameStartsWith("getResponseWithInterceptorChain").and(takesArguments(0)),
        getClass().getName() + "$ChainAdvice");
  }

  @SuppressWarnings("unused")
  public static class IssueAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable CallScope onEnter(@Advice.This Call call) {
      return IssuedCall.begin(call);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable CallScope scope, @Advice.Thrown @Nullable Throwable thrown) {
      CallScope.end(scope, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class ChainAdvice {

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.This Call call,
        @Advice.Return @Nullable Response response,
        @Advice.Thrown @Nullable Throwable thrown) {
      IssuedCall.returned(call, response, thrown);
    }
  }
}
