/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.streamscope.llm.ForeignCall;
import io.streamscope.llm.ForeignCall.Maker;
import io.streamscope.llm.ForeignModelSpans;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.SpanReader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which spans of others are calls to models ({@code
 * docs/decisions/0029-enriching-spans-of-others.md}): the agent's own modules for Bedrock and
 * openai-java, Azure AI Inference, Google ADK, Semantic Kernel, anthropic-java, whoever names the
 * operation.
 */
final class ForeignModelCalls {

  private static final String OUR_SCOPES = "io.streamscope";
  private static final String AZURE_SCOPES = "azure-";
  private static final String AZURE_INFERENCE = "azure-ai-inference";

  /** It makes texts of what others list; the end of its span is that of the call. */
  private static final Maker AZURE =
      new Maker(
          false,
          true,
          Set.of(
              GenAiAttributes.RESPONSE_FINISH_REASONS.getKey(),
              GenAiAttributes.REQUEST_STOP_SEQUENCES.getKey()));

  /** Of those that record no {@code gen_ai.client.*} metrics; whoever else makes spans may. */
  private static final Set<String> SILENT_SCOPES =
      Set.of("com.anthropic.sdk.java", "gcp.vertex.agent", "SemanticKernel");

  private static final Maker SILENT = new Maker(false, false, Set.of());
  private static final Maker ANY = new Maker(true, false, Set.of());

  private static final SpanReader READER = new Reader();

  private ForeignModelCalls() {}

  /** From now on, spans are recognised also where they say only later what they are. */
  static void install() {
    ForeignModelSpans.recognisedBy(ForeignModelCalls::recognised);
  }

  /** A span of a scope that is not ours has started, in a context. */
  static void started(String scope, Context parent, ReadWriteSpan span) {
    ForeignCall call = call(scope, span, span);
    if (call != null) {
      ForeignModelSpans.started(call);
    } else if (span.getKind() == SpanKind.CLIENT || scope.startsWith(AZURE_SCOPES)) {
      ForeignModelSpans.carried(span.getSpanContext(), parent);
    }
  }

  private static @Nullable ForeignCall recognised(Span span) {
    if (!(span instanceof ReadableSpan readable)) {
      return null;
    }
    String scope = readable.getInstrumentationScopeInfo().getName();
    return scope.startsWith(OUR_SCOPES) ? null : call(scope, readable, span);
  }

  private static @Nullable ForeignCall call(String scope, ReadableSpan readable, Span span) {
    String operation = readable.getAttribute(GenAiAttributes.OPERATION_NAME);
    boolean model =
        operation == null
            ? isNamedLikeOne(scope, readable.getName())
            : ForeignCall.isModelOperation(operation);
    return model ? call(scope, operation, span) : null;
  }

  /**
   * The call of a span that is known to be one.
   *
   * @param operation null if nobody says
   */
  static ForeignCall call(String scope, @Nullable String operation, Span span) {
    // the agent's Bedrock module calls everything a chat, or a completion
    String reliable = scope.equals("io.opentelemetry.aws-sdk-2.2") ? null : operation;
    return ForeignCall.of(span, READER, reliable, maker(scope));
  }

  private static Maker maker(String scope) {
    if (scope.equals(AZURE_INFERENCE)) {
      return AZURE;
    }
    return SILENT_SCOPES.contains(scope) ? SILENT : ANY;
  }

  /** Of those that name the operation only after the start, or never. */
  private static boolean isNamedLikeOne(String scope, String name) {
    return switch (scope) {
      case AZURE_INFERENCE -> name.equals("chat") || name.startsWith("chat ");
      case "com.anthropic.sdk.java" -> true;
      case "gcp.vertex.agent" -> name.equals("call_llm");
      default -> false;
    };
  }

  private static final class Reader implements SpanReader {

    @Override
    public <T> @Nullable T attribute(Span span, AttributeKey<T> key) {
      return span instanceof ReadableSpan readable ? readable.getAttribute(key) : null;
    }
  }
}
