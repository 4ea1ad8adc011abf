/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.support;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.returns;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import io.streamscope.http.AttemptScope;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * What sends the requests of SDKs that are generated alike (openai-java, anthropic-java): the layer
 * that tries again, and the one that speaks HTTP. The options, made for each call, are what all
 * attempts have in common.
 */
public final class RetryingClientInstrumentation implements TypeInstrumentation {

  private final String core;

  /**
   * @param core the package of the SDK's core, without a dot at its end
   */
  public RetryingClientInstrumentation(String core) {
    this.core = core;
  }

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return implementsInterface(named(core + ".http.HttpClient"));
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("execute")
            .and(takesArguments(2))
            .and(takesArgument(1, named(core + ".RequestOptions"))),
        getClass().getName() + "$ExecuteAdvice");
    transformer.applyAdviceToMethod(
        named("executeAsync")
            .and(takesArguments(2))
            .and(takesArgument(1, named(core + ".RequestOptions")))
            .and(returns(CompletableFuture.class)),
        getClass().getName() + "$ExecuteAsyncAdvice");
  }

  @SuppressWarnings("unused")
  public static class ExecuteAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable AttemptScope onEnter(@Advice.Argument(1) @Nullable Object options) {
      return AttemptScope.enter(options);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(@Advice.Enter @Nullable AttemptScope scope) {
      AttemptScope.exit(scope);
    }
  }

  @SuppressWarnings("unused")
  public static class ExecuteAsyncAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable AttemptScope onEnter(@Advice.Argument(1) @Nullable Object options) {
      return AttemptScope.enter(options);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.Enter @Nullable AttemptScope scope,
        @Advice.Return @Nullable CompletableFuture<?> answer) {
      AttemptScope.exit(scope, answer);
    }
  }
}
