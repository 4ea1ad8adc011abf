/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcat.v9_0;

import static io.streamscope.instrumentation.tomcat.v9_0.TomcatStreamSingletons.responses;
import static io.streamscope.instrumentation.tomcat.v9_0.TomcatStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.ServerResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.apache.catalina.connector.CoyoteAdapter;
import org.apache.catalina.connector.Request;
import org.apache.coyote.Response;
import org.jspecify.annotations.Nullable;

/** What happens to a response of Tomcat. Its objects are reused for one request after the other. */
public final class TomcatResponse {

  private static final String[] ERROR = {
    "jakarta.servlet.error.exception", "javax.servlet.error.exception"
  };

  private TomcatResponse() {}

  /** A request has come in; its SERVER span is current. */
  public static void begin(Response response) {
    responses().set(response, telemetry().response(Context.current()));
  }

  /** Bytes leave Tomcat's buffer, or it is flushed (null); null if this is no stream. */
  public static @Nullable ServerResponse writing(Response response, @Nullable ByteBuffer bytes) {
    ServerResponse stream = responses().get(response);
    if (stream == null) {
      return null;
    }
    if (stream.isUndecided()) {
      stream.decide(
          response.getContentType(), response.getMimeHeaders().getHeader("Content-Encoding"));
    }
    if (!stream.isStream()) {
      return null;
    }
    stream.writing();
    if (bytes != null) {
      stream.bytes(bytes);
    }
    return stream;
  }

  /** The write or flush has returned. */
  public static void wrote(@Nullable ServerResponse stream, @Nullable Throwable thrown) {
    if (stream != null) {
      stream.wrote(thrown);
    }
  }

  /** The response has been closed. */
  public static void closed(Response response, @Nullable Throwable thrown) {
    ServerResponse stream = responses().get(response);
    if (stream == null || !stream.isStream()) {
      return;
    }
    Throwable broken = thrown == null ? response.getErrorException() : thrown;
    Throwable failure = failure(response);
    if (failure == null && broken != null) {
      stream.failed(broken);
    }
    stream.ended(failure);
  }

  /** The request is over: its objects are about to be used for another one. */
  public static void recycled(@Nullable Response response) {
    if (response != null) {
      responses().set(response, null);
    }
  }

  /** What the application has thrown, or let through. */
  private static @Nullable Throwable failure(Response response) {
    Object note = response.getRequest().getNote(CoyoteAdapter.ADAPTER_NOTES);
    if (note instanceof Request request) {
      for (String name : ERROR) {
        if (request.getAttribute(name) instanceof Throwable failure) {
          return failure;
        }
      }
    }
    return null;
  }

  /** The container has found the connection broken while nobody wrote. */
  public static void disconnected(Response response) {
    ServerResponse stream = responses().get(response);
    if (stream != null) {
      stream.failed(new ClosedChannelException());
    }
  }

  /** The container says that an asynchronous request took too long. */
  public static void timedOut(@Nullable Request request) {
    ServerResponse stream = of(request);
    if (stream != null) {
      stream.timedOut();
    }
  }

  /** The application has failed after it had begun an asynchronous request. */
  public static void failed(@Nullable Request request, Throwable failure) {
    ServerResponse stream = of(request);
    if (stream != null) {
      stream.ended(failure);
    }
  }

  private static @Nullable ServerResponse of(@Nullable Request request) {
    return request == null ? null : responses().get(request.getCoyoteRequest().getResponse());
  }
}
