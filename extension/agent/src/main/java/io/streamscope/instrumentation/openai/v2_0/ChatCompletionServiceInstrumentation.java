/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import com.openai.core.ClientOptions;
import com.openai.core.http.HttpResponseFor;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Every blocking call passes this nested class, however the client was built and whether or not the
 * application asked for the raw response.
 */
final class ChatCompletionServiceInstrumentation implements TypeInstrumentation {

  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("com.openai.services.blocking.chat.ChatCompletionServiceImpl$WithRawResponseImpl");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(
        named("create").and(takesArguments(2)), getClass().getName() + "$CreateAdvice");
    transformer.applyAdviceToMethod(
        named("createStreaming").and(takesArguments(2)),
        getClass().getName() + "$CreateStreamingAdvice");
  }

  @SuppressWarnings("unused")
  public static class CreateAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable OpenAiCall onEnter(
        @Advice.FieldValue("clientOptions") ClientOptions options,
        @Advice.Argument(0) ChatCompletionCreateParams params) {
      return OpenAiCall.start(options, params, false, false);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static @Nullable HttpResponseFor<?> onExit(
        @Advice.Enter @Nullable OpenAiCall call,
        @Advice.Return @Nullable HttpResponseFor<?> response,
        @Advice.Thrown @Nullable Throwable thrown) {
      return OpenAiCall.returned(call, response, thrown);
    }
  }

  @SuppressWarnings("unused")
  public static class CreateStreamingAdvice {

    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    public static @Nullable OpenAiCall onEnter(
        @Advice.FieldValue("clientOptions") ClientOptions options,
        @Advice.Argument(0) ChatCompletionCreateParams params) {
      return OpenAiCall.start(options, params, true, false);
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class, suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToReturned
    public static @Nullable HttpResponseFor<?> onExit(
        @Advice.Enter @Nullable OpenAiCall call,
        @Advice.Return @Nullable HttpResponseFor<?> response,
        @Advice.Thrown @Nullable Throwable thrown) {
      return OpenAiCall.returned(call, response, thrown);
    }
  }
}
