/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.apachehttpclient.v5_0;

import static io.streamscope.instrumentation.apachehttpclient.v5_0.ApacheHttpClientStreamSingletons.bodies;

import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.http.InboundTap;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.concurrent.CancellableDependency;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** What becomes of a response between the client and the application. */
public final class AnsweredRequest {

  private AnsweredRequest() {}

  /** All of the client's own layers have been passed; what is encoded now stays so. */
  public static void answered(HttpRequest request, @Nullable CloseableHttpResponse response) {
    InboundCall call = InboundCall.current();
    if (call == null || response == null) {
      return;
    }
    HttpEntity entity = response.getEntity();
    if (entity == null || entity.getContentLength() == 0) {
      call.answeredWithout(response.getCode());
      return;
    }
    InboundBody body =
        call.answered(response.getCode(), entity.getContentType(), entity.getContentEncoding());
    if (body != null) {
      InboundTap tap = InboundTap.of(body, () -> isGivenUp(request));
      response.setEntity(new TracingEntity(entity, tap));
      bodies().set(response, body);
    }
  }

  private static boolean isGivenUp(HttpRequest request) {
    return request instanceof CancellableDependency given && given.isCancelled();
  }

  /** The application closes a response, and with it whatever of the body has not been read. */
  public static void closing(CloseableHttpResponse response) {
    InboundBody body = bodies().get(response);
    if (body != null) {
      body.onClose();
    }
  }
}
