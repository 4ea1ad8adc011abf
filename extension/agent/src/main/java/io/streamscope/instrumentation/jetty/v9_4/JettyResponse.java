/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v9_4;

import static io.streamscope.instrumentation.jetty.v9_4.JettyStreamSingletons.responses;
import static io.streamscope.instrumentation.jetty.v9_4.JettyStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.ServerResponse;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.MetaData;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.HttpChannel;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a response of Jetty. A write is begun by one thread and may be ended by another;
 * Jetty begins none before the last has ended. Channels are reused for one request after the other.
 */
public final class JettyResponse {

  private static final int LAST_INTERIM_STATUS = 199;

  private JettyResponse() {}

  /** A handler gets the request; for the first one its SERVER span has just become current. */
  public static void begin(Request request) {
    HttpChannel channel = request.getHttpChannel();
    if (channel != null && responses().get(channel) == null) {
      responses().set(channel, telemetry().response(Context.current()));
    }
  }

  /** Head (null if it is made up of the response) or content are handed to the connection. */
  public static void writing(
      HttpChannel channel, MetaData.@Nullable Response head, @Nullable ByteBuffer bytes) {
    ServerResponse stream = responses().get(channel);
    if (stream == null || (head != null && head.getStatus() <= LAST_INTERIM_STATUS)) {
      return;
    }
    if (stream.isUndecided()) {
      Response response = channel.getResponse();
      stream.decide(response.getHeader("Content-Type"), response.getHeader("Content-Encoding"));
    }
    if (stream.isStream()) {
      stream.writing();
      if (bytes != null) {
        stream.bytes(bytes);
      }
    }
  }

  /** The connection has taken it, or failed. */
  public static void wrote(HttpChannel channel, @Nullable Throwable failure) {
    ServerResponse stream = responses().get(channel);
    if (stream != null) {
      stream.wrote(failure);
    }
  }

  /** Jetty gives the response up, for an exception of its own or of the application. */
  public static void failed(HttpChannel channel, Throwable failure) {
    ServerResponse stream = responses().get(channel);
    if (stream == null) {
      return;
    }
    if (failure instanceof EofException) {
      stream.failed(failure);
    } else {
      stream.ended(failure);
    }
  }

  /** Jetty tells the listeners of an asynchronous request that it took too long. */
  public static void timedOut(HttpChannel channel) {
    ServerResponse stream = responses().get(channel);
    if (stream != null) {
      stream.timedOut();
    }
  }

  /** The request is over. */
  public static void completed(HttpChannel channel) {
    ServerResponse stream = responses().get(channel);
    if (stream != null) {
      responses().set(channel, null);
      stream.ended(null);
    }
  }
}
