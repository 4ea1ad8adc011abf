/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import java.util.List;
import org.springframework.stereotype.Component;

/** Asks the model, with the retrieved documents as context. */
@Component
class ChatModel {
  private static final String REWRITE = "Say in one sentence what the user wants to know.";
  private static final String INSTRUCTION =
      "You help customers of the desk lamp Lumen One, and know nothing but these documents:";

  private final OpenAIClient client;
  private final KnowledgeBase knowledgeBase;
  private final GatewayProperties properties;

  ChatModel(OpenAIClient client, KnowledgeBase knowledgeBase, GatewayProperties properties) {
    this.client = client;
    this.knowledgeBase = knowledgeBase;
    this.properties = properties;
  }

  ChatCompletion answer(Question question) {
    return client.chat().completions().create(prompt(question).build());
  }

  /** The caller closes the stream. */
  StreamResponse<ChatCompletionChunk> stream(Question question) {
    return client
        .chat()
        .completions()
        .createStreaming(
            prompt(question)
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build());
  }

  private ChatCompletionCreateParams.Builder prompt(Question question) {
    List<String> documents =
        knowledgeBase.retrieve(rewritten(question.text()), question.retrievalDelay());
    ChatCompletionCreateParams.Builder params =
        ChatCompletionCreateParams.builder()
            .model(properties.chatModel())
            .addSystemMessage(INSTRUCTION + "\n\n" + String.join("\n\n", documents))
            .addUserMessage(question.text());
    question.addModelFaults(params);
    return params;
  }

  private String rewritten(String question) {
    ChatCompletion completion =
        client
            .chat()
            .completions()
            .create(
                ChatCompletionCreateParams.builder()
                    .model(properties.rewriteModel())
                    .addSystemMessage(REWRITE)
                    .addUserMessage(question)
                    .build());
    return completion.choices().get(0).message().content().orElse(question);
  }
}
