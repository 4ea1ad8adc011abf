/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import cn.xfyun.api.SparkChatClient;
import cn.xfyun.config.SparkModel;
import cn.xfyun.model.sparkmodel.RoleContent;
import cn.xfyun.model.sparkmodel.SparkChatParam;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** websdk-java-spark over HTTP; of a stream, the application gets OkHttp's response. */
final class SparkSdk implements Sdk {

  private static final SparkModel MODEL = SparkModel.SPARK_LITE;

  @Override
  public boolean triesAgain() {
    return false;
  }

  @Override
  public List<Way> ways() {
    return List.of(
        new Way("spark", Way.Kind.DOCUMENT, SparkSdk::chat),
        new Way("spark-stream", Way.Kind.STREAM, SparkSdk::stream));
  }

  /** No header can be added, but to the URL. */
  private static SparkChatClient client(Access access) throws ReflectiveOperationException {
    String knobs =
        access.headers().entrySet().stream()
            .map(knob -> knob.getKey() + "=" + encoded(knob.getValue()))
            .collect(Collectors.joining("&"));
    nameModel(access.model());
    return new SparkChatClient.Builder()
        .signatureHttp("test", MODEL)
        .hostUrl(access.baseUrl() + "/v1/chat/completions?" + knobs)
        .build();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The SDK knows only iFlytek's models; here one is needed for each scenario. */
  private static void nameModel(String name) throws ReflectiveOperationException {
    Field domain = SparkModel.class.getDeclaredField("domain");
    domain.setAccessible(true);
    domain.set(MODEL, name);
  }

  private static SparkChatParam question(Access access) {
    RoleContent message = new RoleContent();
    message.setRole("user");
    message.setContent(access.question());
    return SparkChatParam.builder().messages(List.of(message)).build();
  }

  private static void chat(Access access, Scene scene) throws Exception {
    scene.answer(client(access).send(question(access)));
  }

  private static void stream(Access access, Scene scene) throws Exception {
    CompletableFuture<Void> over = new CompletableFuture<>();
    client(access)
        .send(
            question(access),
            new Callback() {
              @Override
              public void onFailure(Call call, IOException failure) {
                scene.failed(failure);
                over.complete(null);
              }

              @Override
              public void onResponse(Call call, Response response) {
                scene.say("status " + response.code());
                try {
                  scene.read(
                      response, () -> new Lines(Objects.requireNonNull(response.body()).source()));
                } catch (Throwable failure) {
                  scene.failed(failure);
                }
                over.complete(null);
              }
            });
    over.get(Scene.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** What the application makes of the response: its lines that are not empty, to its end. */
  private static final class Lines implements Iterator<String> {
    private final BufferedSource source;
    private @Nullable String next;

    private Lines(BufferedSource source) {
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      try {
        while (next == null || next.isEmpty()) {
          next = source.readUtf8Line();
          if (next == null) {
            return false;
          }
        }
        return true;
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }

    @Override
    public String next() {
      String line = String.valueOf(next);
      next = null;
      return line;
    }
  }
}
