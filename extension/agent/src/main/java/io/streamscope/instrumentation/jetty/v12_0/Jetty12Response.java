/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v12_0;

import static io.streamscope.instrumentation.jetty.v12_0.Jetty12StreamSingletons.responses;
import static io.streamscope.instrumentation.jetty.v12_0.Jetty12StreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.ServerResponse;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a response of Jetty, known by its innermost request. A write is begun by one
 * thread and may be ended by another; Jetty begins none before the last has ended.
 */
public final class Jetty12Response {

  private Jetty12Response() {}

  /** The handlers get a request; its SERVER span is current. */
  public static void begin(Request request) {
    responses().set(Request.unWrap(request), telemetry().response(Context.current()));
  }

  /**
   * Head or content are handed to the connection.
   *
   * @param pending not null while an earlier write has not ended; then Jetty refuses this one
   */
  public static void writing(
      Response response, Request request, @Nullable Object pending, @Nullable ByteBuffer bytes) {
    ServerResponse stream = responses().get(request);
    if (stream == null || pending != null) {
      return;
    }
    if (stream.isUndecided()) {
      HttpFields headers = response.getHeaders();
      stream.decide(headers.get(HttpHeader.CONTENT_TYPE), headers.get(HttpHeader.CONTENT_ENCODING));
    }
    if (stream.isStream()) {
      stream.writing();
      if (bytes != null) {
        stream.bytes(bytes);
      }
    }
  }

  /** The connection has taken it, or failed. */
  public static void wrote(Request request, @Nullable Throwable failure) {
    ServerResponse stream = responses().get(request);
    if (stream != null) {
      stream.wrote(failure);
    }
  }

  /** The container says that an asynchronous request took too long. */
  public static void timedOut(Request request) {
    ServerResponse stream = responses().get(Request.unWrap(request));
    if (stream != null) {
      stream.timedOut();
    }
  }

  /** The handlers are done, or have failed. */
  public static void ended(Request request, @Nullable Throwable failure) {
    ServerResponse stream = responses().get(request);
    if (stream == null) {
      return;
    }
    if (failure instanceof EofException) {
      stream.failed(failure);
    } else {
      stream.ended(failure);
    }
  }
}
