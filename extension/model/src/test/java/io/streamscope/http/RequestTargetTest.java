/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class RequestTargetTest {

  private static final RequestTarget API =
      RequestTarget.of("POST", URI.create("https://api.example.com/v1/chat?n=1"));

  @Test
  void sameRequest_isTheSameHoweverItIsWritten() {
    assertThat(API.isSame(RequestTarget.of("POST", "https", "API.example.com", -1, "/v1/chat?n=2")))
        .isTrue();
    assertThat(
            API.isSame(
                RequestTarget.of(
                    "POST", "https", "api.example.com", 443, "https://api.example.com/v1/chat")))
        .isTrue();
    assertThat(RequestTarget.of("GET", URI.create("http://[::1]:80")))
        .matches(root -> root.isSame(RequestTarget.of("GET", "http", "::1", 0, "")));
  }

  @Test
  void anyPartThatDiffers_makesItAnother() {
    assertThat(API.isSame(RequestTarget.of("GET", "https", "api.example.com", 0, "/v1/chat")))
        .isFalse();
    assertThat(API.isSame(RequestTarget.of("POST", "https", "api.example.com", 0, "/v1")))
        .isFalse();
    assertThat(API.isSame(RequestTarget.of("POST", "https", "example.com", 0, "/v1/chat")))
        .isFalse();
    assertThat(
            RequestTarget.of("POST", "https", "h", 8443, "/")
                .isSame(RequestTarget.of("POST", "https", "h", 0, "/")))
        .isFalse();
  }

  @Test
  void whatIsUnknown_fits() {
    assertThat(API.isSame(RequestTarget.of(null, (URI) null))).isTrue();
    assertThat(API.isSameResource(RequestTarget.ofSpan("_OTHER", null))).isTrue();
  }

  @Test
  void urlOfASpan_isComparedByItsPath() {
    assertThat(API.isSameResource(RequestTarget.ofSpan("POST", "https://x/v1/chat?n=1"))).isTrue();
    assertThat(API.isSameResource(RequestTarget.ofSpan("POST", "https://x"))).isFalse();
    assertThat(API.isSameResource(RequestTarget.ofSpan("GET", "https://x/v1/chat"))).isFalse();
  }
}
