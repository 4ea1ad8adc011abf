/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

import io.streamscope.smoke.aimock.AiMockAnswer.Errors;
import io.streamscope.smoke.aimock.AiMockAnswer.Pieces;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The protocols that both the server and our formats know. */
enum AiMockProtocol {
  OPENAI_CHAT("/v1/chat/completions", AiMockBodies.CHAT, "chat", "openai", Answers.OPENAI),
  OPENROUTER(
      "/api/v1/chat/completions",
      AiMockBodies.CHAT,
      "chat",
      "openai",
      AiMockAnswer.text("stop", Errors.STATUS_CODE, Pieces.of(3, "tool_calls"))),
  BYTEPLUS("/api/v3/chat/completions", AiMockBodies.CHAT, "chat", "volcengine", Answers.OPENAI),
  GROQ("/openai/v1/chat/completions", AiMockBodies.CHAT, "chat", "openai", Answers.OPENAI),
  AZURE(
      "/openai/deployments/MODEL/chat/completions?api-version=2024-10-21",
      AiMockBodies.CHAT_WITHOUT_MODEL,
      "chat",
      "azure.ai.openai",
      Answers.OPENAI),
  OPENAI_RESPONSES(
      "/v1/responses",
      AiMockBodies.RESPONSES,
      "chat",
      "openai",
      AiMockAnswer.text("stop", Errors.CODE, Pieces.of(2, "tool_calls"))),
  ANTHROPIC(
      "/v1/messages",
      AiMockBodies.MESSAGES,
      "chat",
      "anthropic",
      AiMockAnswer.text("end_turn", Errors.TYPE, Pieces.of(2, "tool_use"))),
  GEMINI(
      "/v1beta/models/MODEL:VERB",
      AiMockBodies.CONTENTS,
      "generate_content",
      "gcp.gemini",
      Answers.GEMINI),
  VERTEX(
      "/v1/projects/p/locations/l/publishers/google/models/MODEL:VERB",
      AiMockBodies.CONTENTS,
      "generate_content",
      "gcp.vertex_ai",
      Answers.GEMINI),
  /** Has thoughts under a name that Ollama does not have. */
  OLLAMA_CHAT(
      "/api/chat",
      AiMockBodies.OLLAMA_CHAT,
      "chat",
      "ollama",
      AiMockAnswer.text("stop", Errors.STATUS, new Pieces(8, 2, 1, "stop"))
          .identified(null)
          .counted(0L, 0L)),
  /** Does not know tools. */
  OLLAMA_GENERATE(
      "/api/generate",
      AiMockBodies.OLLAMA_PROMPT,
      "text_completion",
      "ollama",
      AiMockAnswer.text("stop", Errors.STATUS, new Pieces(8, 2, 0, ""))
          .identified(null)
          .counted(0L, 0L)),
  COHERE_CHAT(
      "/v2/chat",
      AiMockBodies.COHERE_CHAT,
      "chat",
      "cohere",
      AiMockAnswer.text("COMPLETE", Errors.STATUS, Pieces.of(4, "TOOL_CALL")).withoutModel()),
  OPENAI_EMBEDDINGS(
      "/v1/embeddings", AiMockBodies.INPUT, "embeddings", "openai", Answers.OPENAI_VECTOR),
  AZURE_EMBEDDINGS(
      "/openai/deployments/MODEL/embeddings?api-version=2024-10-21",
      AiMockBodies.INPUT_WITHOUT_MODEL,
      "embeddings",
      "azure.ai.openai",
      Answers.OPENAI_VECTOR),
  GEMINI_EMBEDDINGS(
      "/v1beta/models/MODEL:embedContent",
      AiMockBodies.CONTENT,
      "embeddings",
      "gcp.gemini",
      AiMockAnswer.other(Errors.TYPE)),
  OLLAMA_EMBED(
      "/api/embed",
      AiMockBodies.INPUT,
      "embeddings",
      "ollama",
      AiMockAnswer.other(Errors.STATUS).withModel()),
  OLLAMA_EMBEDDINGS(
      "/api/embeddings",
      AiMockBodies.PROMPT,
      "embeddings",
      "ollama",
      AiMockAnswer.other(Errors.STATUS).withModel()),
  COHERE_EMBED(
      "/v2/embed",
      AiMockBodies.TEXTS,
      "embeddings",
      "cohere",
      AiMockAnswer.other(Errors.STATUS).identified("msg_.{16}")),
  /** Is not told of chaos. */
  COHERE_RERANK(
      "/v2/rerank",
      AiMockBodies.DOCUMENTS,
      "rerank",
      "cohere",
      AiMockAnswer.other(Errors.STATUS).identified("rerank-.{16}")),
  /** Is not told of chaos. */
  OPENAI_MODERATIONS(
      "/v1/moderations",
      AiMockBodies.INPUT,
      "moderation",
      "openai",
      AiMockAnswer.other(Errors.CODE).withModel().identified("modr-.{16}")),
  OPENAI_IMAGES(
      "/v1/images/generations",
      AiMockBodies.PROMPT,
      "generate_content",
      "openai",
      AiMockAnswer.other(Errors.CODE)),
  /** Is a form: on this host, a configuration says that it is a model's. */
  OPENAI_IMAGE_EDITS(
      "/v1/images/edits",
      AiMockBodies.IMAGE_FORM,
      "generate_content",
      "openai",
      AiMockAnswer.other(Errors.CODE)),
  OPENAI_SPEECH(
      "/v1/audio/speech",
      AiMockBodies.VOICE,
      "text_to_speech",
      "openai",
      AiMockAnswer.other(Errors.CODE)),
  OPENAI_TRANSCRIPTIONS(
      "/v1/audio/transcriptions",
      AiMockBodies.AUDIO_FORM,
      "speech_to_text",
      "openai",
      AiMockAnswer.other(Errors.CODE).inPieces(4)),
  OPENAI_TRANSLATIONS(
      "/v1/audio/translations",
      AiMockBodies.AUDIO_FORM,
      "speech_to_text",
      "openai",
      AiMockAnswer.other(Errors.CODE));

  private final String path;
  private final String body;
  private final String operation;
  private final String provider;
  private final AiMockAnswer answer;

  AiMockProtocol(String path, String body, String operation, String provider, AiMockAnswer answer) {
    this.path = path;
    this.body = body;
    this.operation = operation;
    this.provider = provider;
    this.answer = answer;
  }

  /** As in a name: {@code openai-chat}. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String path(String model, boolean streamed) {
    return path.replace("MODEL", model)
        .replace("VERB", streamed ? "streamGenerateContent?alt=sse" : "generateContent");
  }

  String body() {
    return body;
  }

  String operation() {
    return operation;
  }

  String provider() {
    return provider;
  }

  AiMockAnswer answer() {
    return answer;
  }

  boolean isForm() {
    return AiMockBodies.isForm(body);
  }

  /** How an answer in pieces is framed, null if there is none. */
  @Nullable String framing() {
    if (answer.pieces().plain() == 0) {
      return null;
    }
    return this == OLLAMA_CHAT || this == OLLAMA_GENERATE ? "ndjson" : "sse";
  }

  /** Whether the server can be asked for it so. */
  boolean plays(AiMockScenario scenario, boolean streamed) {
    boolean chat = answer.finishReason() != null;
    if ((streamed && framing() == null)
        || (scenario.isAsked() && !chat)
        || (scenario.isOfStreams() && !streamed)) {
      return false;
    }
    if (this == COHERE_RERANK || this == OPENAI_MODERATIONS) {
      return scenario == AiMockScenario.PLAIN;
    }
    return scenario != AiMockScenario.TOOL || answer.pieces().tool() > 0;
  }

  private static final class Answers {

    static final AiMockAnswer OPENAI =
        AiMockAnswer.text("stop", Errors.CODE, Pieces.of(3, "tool_calls"));
    static final AiMockAnswer GEMINI =
        AiMockAnswer.text("STOP", Errors.TYPE, Pieces.of(1, "FUNCTION_CALL"))
            .identified(null)
            .withoutModel();
    static final AiMockAnswer OPENAI_VECTOR =
        AiMockAnswer.other(Errors.CODE).withModel().counted(0L, null);
  }
}
