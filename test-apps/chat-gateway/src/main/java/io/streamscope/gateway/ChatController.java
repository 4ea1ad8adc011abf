/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.gateway;

import com.openai.errors.OpenAIException;
import com.openai.models.chat.completions.ChatCompletion;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The HTTP interface of the gateway. */
@RestController
class ChatController {
  private final ChatModel model;
  private final KnowledgeBase knowledgeBase;
  private final GatewayProperties properties;
  private final ExecutorService relayExecutor;

  ChatController(
      ChatModel model,
      KnowledgeBase knowledgeBase,
      GatewayProperties properties,
      ExecutorService relayExecutor) {
    this.model = model;
    this.knowledgeBase = knowledgeBase;
    this.properties = properties;
    this.relayExecutor = relayExecutor;
  }

  /**
   * Streams the answer: {@code status}, unnamed events with text, then {@code done} or {@code
   * error}.
   */
  @PostMapping(path = "/api/chat", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  SseEmitter chat(
      @RequestBody Question question,
      @RequestHeader(name = "x-gateway-on-disconnect", required = false) @Nullable String header) {
    question.text();
    SseEmitter emitter = new SseEmitter(properties.streamTimeout().toMillis());
    relayExecutor.execute(
        new AnswerRelay(
            model,
            question,
            onDisconnect(header, question.onDisconnect()),
            new EventReader(emitter)));
    return emitter;
  }

  /** Answers in one piece. */
  @PostMapping("/api/ask")
  Map<String, Object> ask(@RequestBody Question question) {
    ChatCompletion completion = model.answer(question);
    return Map.of(
        "answer", completion.choices().get(0).message().content().orElse(""),
        "model", completion.model(),
        "totalTokens", completion.usage().map(usage -> usage.totalTokens()).orElse(0L));
  }

  @GetMapping("/healthz")
  Map<String, Object> health() {
    return Map.of("status", "ok", "documents", knowledgeBase.size());
  }

  @ExceptionHandler(IllegalArgumentException.class)
  ResponseEntity<Map<String, String>> badRequest(IllegalArgumentException e) {
    return error(HttpStatus.BAD_REQUEST, e);
  }

  @ExceptionHandler(OpenAIException.class)
  ResponseEntity<Map<String, String>> modelFailed(OpenAIException e) {
    return error(HttpStatus.BAD_GATEWAY, e);
  }

  @ExceptionHandler({RejectedExecutionException.class, IllegalStateException.class})
  ResponseEntity<Map<String, String>> unavailable(RuntimeException e) {
    return error(HttpStatus.SERVICE_UNAVAILABLE, e);
  }

  private OnDisconnect onDisconnect(@Nullable String header, @Nullable String field) {
    if (header != null) {
      return OnDisconnect.named(header);
    }
    return field == null || field.isEmpty() ? properties.onDisconnect() : OnDisconnect.named(field);
  }

  private static ResponseEntity<Map<String, String>> error(HttpStatus status, Exception e) {
    return ResponseEntity.status(status)
        .contentType(MediaType.APPLICATION_JSON)
        .body(Map.of("error", String.valueOf(e.getMessage())));
  }
}
