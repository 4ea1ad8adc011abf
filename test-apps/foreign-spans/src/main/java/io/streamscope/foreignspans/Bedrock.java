/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.foreignspans;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelRequest;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelWithResponseStreamRequest;
import software.amazon.awssdk.services.bedrockruntime.model.Message;

/** Models of Amazon Bedrock, with the AWS SDK. */
final class Bedrock {

  private final String blockingClient;

  private Bedrock(String blockingClient) {
    this.blockingClient = blockingClient;
  }

  static Map<String, Question> questions(String blockingClient) {
    Bedrock bedrock = new Bedrock(blockingClient);
    Map<String, Question> questions = new TreeMap<>();
    questions.put("converse", bedrock::converse);
    questions.put("invoke", bedrock::invoke);
    questions.put("converse-async", bedrock::converseAsync);
    questions.put("converse-stream", bedrock::converseStream);
    questions.put("invoke-stream", bedrock::invokeStream);
    return questions;
  }

  private BedrockRuntimeClient client(Scene scene) {
    return configured(BedrockRuntimeClient.builder(), scene).httpClient(http()).build();
  }

  private SdkHttpClient http() {
    return switch (blockingClient) {
      case "apache" -> ApacheHttpClient.create();
      case "url-connection" -> UrlConnectionHttpClient.create();
      default -> throw new IllegalArgumentException(blockingClient);
    };
  }

  private static BedrockRuntimeAsyncClient asyncClient(Scene scene) {
    return configured(BedrockRuntimeAsyncClient.builder(), scene)
        .httpClient(NettyNioAsyncHttpClient.create())
        .build();
  }

  private static <B extends AwsClientBuilder<B, ?>> B configured(B builder, Scene scene) {
    return builder
        .endpointOverride(scene.models())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
        .overrideConfiguration(options -> options(options, scene));
  }

  private static void options(ClientOverrideConfiguration.Builder options, Scene scene) {
    scene.scenario().headers().forEach(options::putHeader);
    options.retryStrategy(
        strategy ->
            strategy
                .maxAttempts(2)
                .backoffStrategy(attempt -> Duration.ofMillis(20))
                .throttlingBackoffStrategy(attempt -> Duration.ofMillis(20)));
  }

  private static Message message() {
    return Message.builder()
        .role(ConversationRole.USER)
        .content(ContentBlock.fromText(Question.TEXT))
        .build();
  }

  private static ConverseRequest question(Scene scene) {
    return ConverseRequest.builder()
        .modelId(scene.scenario().id())
        .messages(message())
        .inferenceConfig(config -> config.maxTokens(100))
        .build();
  }

  private static SdkBytes claude() {
    return SdkBytes.fromUtf8String(
        "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":100,\"messages\":"
            + "[{\"role\":\"user\",\"content\":\"%s\"}]}".formatted(Question.TEXT));
  }

  /** The agent's module has to know whose model it is. */
  private static String claude(Scene scene) {
    return "anthropic.claude-" + scene.scenario().id();
  }

  private void converse(Scene scene) {
    try (BedrockRuntimeClient client = client(scene)) {
      tell(client.converse(question(scene)), scene);
    }
  }

  private void converseAsync(Scene scene) throws Exception {
    try (BedrockRuntimeAsyncClient client = asyncClient(scene)) {
      tell(await(client.converse(question(scene))), scene);
    }
  }

  private static void tell(ConverseResponse response, Scene scene) {
    scene.say("answer " + response.output().message().content());
    scene.say("end " + response.stopReason() + " " + response.usage());
  }

  private void invoke(Scene scene) {
    try (BedrockRuntimeClient client = client(scene)) {
      InvokeModelRequest request =
          InvokeModelRequest.builder().modelId(claude(scene)).body(claude()).build();
      scene.say("answer " + client.invokeModel(request).body().asUtf8String());
    }
  }

  private void converseStream(Scene scene) throws Exception {
    try (BedrockRuntimeAsyncClient client = asyncClient(scene)) {
      ConverseStreamRequest request =
          ConverseStreamRequest.builder()
              .modelId(scene.scenario().id())
              .messages(message())
              .inferenceConfig(config -> config.maxTokens(100))
              .build();
      StreamReader reader = new StreamReader(scene);
      reader.await(client.converseStream(request, reader.conversation()));
    }
  }

  private void invokeStream(Scene scene) throws Exception {
    try (BedrockRuntimeAsyncClient client = asyncClient(scene)) {
      InvokeModelWithResponseStreamRequest request =
          InvokeModelWithResponseStreamRequest.builder()
              .modelId(claude(scene))
              .body(claude())
              .build();
      StreamReader reader = new StreamReader(scene);
      reader.await(client.invokeModelWithResponseStream(request, reader.chunks()));
    }
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
