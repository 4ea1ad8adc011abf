/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeEndpointsTest {

  @ParameterizedTest
  @CsvSource({
    "api.openai.com, /v1/realtime, OPENAI, openai",
    "api.openai.com, /v1/realtime/, OPENAI, openai",
    "x.openai.azure.com, /openai/realtime, OPENAI, azure.ai.openai",
    "x.openai.azure.com, /openai/v1/realtime, OPENAI, azure.ai.openai",
    "127.0.0.1, /openai/v1/realtime, OPENAI, azure.ai.openai",
    "127.0.0.1, /v1/realtime, OPENAI, openai",
    "gateway.example, /llm/v1/realtime, OPENAI, openai",
    "api.x.ai, /v1/realtime, OPENAI, x_ai",
    "open.bigmodel.cn, /api/paas/v4/realtime, OPENAI, zhipu",
    "api.stepfun.com, /v1/realtime, OPENAI, stepfun",
    "dashscope.aliyuncs.com, /api-ws/v1/realtime, DASHSCOPE, dashscope",
    "127.0.0.1, /api-ws/v1/realtime, DASHSCOPE, dashscope",
    "dashscope-intl.aliyuncs.com, /api-ws/v1/inference/, DASHSCOPE_TASKS, dashscope",
    "127.0.0.1, /api-ws/v1/inference, DASHSCOPE_TASKS, dashscope",
    "generativelanguage.googleapis.com,"
        + " /ws/google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent,"
        + " GEMINI, gcp.gemini",
    "us-central1-aiplatform.googleapis.com,"
        + " /ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent,"
        + " GEMINI, gcp.vertex_ai",
    "127.0.0.1, /ws/google.cloud.aiplatform.v1.LlmBidiService/BidiGenerateContent,"
        + " GEMINI, gcp.vertex_ai"
  })
  void pathOfAModel_isKnown(String host, String path, RealtimeApi api, String provider) {
    assertThat(RealtimeEndpoints.of(host, path)).isEqualTo(new RealtimeEndpoint(api, provider));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/ws",
        "/chat",
        "realtime",
        "/realtime",
        "/app/realtime",
        "/v1/realtime/x",
        "/v1/realtimes",
        "/v1/inference",
        "/api-ws/v1/inference/x",
        "/ws/BidiGenerate"
      })
  void otherPaths_areNone(String path) {
    assertThat(RealtimeEndpoints.of("www.example.com", path)).isNull();
    assertThat(RealtimeEndpoints.of(null, path)).isNull();
  }

  @Test
  void otherPaths_areToldApartWithoutAllocation() {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    assumeTrue(threads.isThreadAllocatedMemorySupported());
    long id = Thread.currentThread().getId();
    ConfiguredEndpoints endpoints = ModelEndpoints.configured("", problem -> {});
    ordinary(endpoints);
    long before = threads.getThreadAllocatedBytes(id);
    int found = ordinary(endpoints);
    long allocated = threads.getThreadAllocatedBytes(id) - before;

    assertThat(found).isZero();
    assertThat(allocated / 20_000).isZero();
  }

  private static int ordinary(ConfiguredEndpoints endpoints) {
    String[] paths = {"/ws", "/", "/chat/17/", "/v1/talk", "/app/realtimes"};
    int found = 0;
    for (int i = 0; i < 20_000; i++) {
      found += endpoints.ofWebSocket("www.example.com", paths[i % paths.length]) == null ? 0 : 1;
    }
    return found;
  }

  @Test
  void configuredOnes_comeFirstAndAreOfTheirKind() {
    List<String> problems = new ArrayList<>();
    ConfiguredEndpoints endpoints =
        ModelEndpoints.configured(
            "gateway.lab/talk=openai.realtime, *.lab/live/*=gemini.live:acme,"
                + " qwen.lab/*=dashscope.realtime, qwen.lab2/*=dashscope.inference,"
                + " both.lab/*=openai.chat, api.openai.com/v1/realtime=gemini.live",
            problems::add);

    assertThat(problems).isEmpty();
    assertThat(endpoints.ofWebSocket("gateway.lab", "/talk"))
        .isEqualTo(new RealtimeEndpoint(RealtimeApi.OPENAI, "openai"));
    assertThat(endpoints.ofWebSocket("a.lab", "/live/1"))
        .isEqualTo(new RealtimeEndpoint(RealtimeApi.GEMINI, "acme"));
    assertThat(endpoints.ofWebSocket("qwen.lab", "/x"))
        .isEqualTo(new RealtimeEndpoint(RealtimeApi.DASHSCOPE, "dashscope"));
    assertThat(endpoints.ofWebSocket("qwen.lab2", "/x"))
        .isEqualTo(new RealtimeEndpoint(RealtimeApi.DASHSCOPE_TASKS, "dashscope"));
    assertThat(endpoints.ofWebSocket("api.openai.com", "/v1/realtime"))
        .isEqualTo(new RealtimeEndpoint(RealtimeApi.GEMINI, "openai"));
    assertThat(endpoints.ofWebSocket("api.x.ai", "/v1/realtime"))
        .isEqualTo(new RealtimeEndpoint(RealtimeApi.OPENAI, "x_ai"));
    assertThat(endpoints.ofWebSocket("both.lab", "/x")).isNull();
    assertThat(endpoints.of("POST", "gateway.lab", "/talk")).isNull();
    assertThat(endpoints.of("POST", "both.lab", "/x")).isNotNull();
  }
}
