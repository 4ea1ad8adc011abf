/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.httpurlconnection.v11_0;

import static io.streamscope.instrumentation.httpurlconnection.v11_0.HttpUrlConnectionStreamSingletons.calls;
import static io.streamscope.instrumentation.httpurlconnection.v11_0.HttpUrlConnectionStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.CallScope;
import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.http.ModelRequest;
import io.streamscope.http.RequestTarget;
import io.streamscope.wire.TappedOutputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import org.jspecify.annotations.Nullable;

/**
 * The one call of a connection. The request begins with whatever the application asks for first;
 * the answer comes when it wants the input, the status or a header.
 */
public final class ConnectionCall {

  private final InboundCall call;
  private int depth; // guarded by the connection's own lock, as the next
  private boolean answered;
  private volatile @Nullable InboundBody body;
  private @Nullable OutputStream output; // guarded as above, as the next
  private @Nullable OutputStream tapped;

  private ConnectionCall(InboundCall call) {
    this.call = call;
  }

  /** The application uses a connection; null if nothing has to be watched now. */
  public static @Nullable CallScope begin(HttpURLConnection connection) {
    ConnectionCall known = calls().get(connection);
    if (known == null || (known.call.isOver() && !known.answered)) {
      known = issued(connection);
    }
    if (known == null || known.answered || InboundCall.current() == known.call) {
      return null;
    }
    return known.call.issue();
  }

  private static @Nullable ConnectionCall issued(HttpURLConnection connection) {
    URL url = connection.getURL();
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    InboundCall call =
        telemetry()
            .call(
                Context.current(),
                new RequestTarget(
                    connection.getRequestMethod(), url.getHost(), port, url.getPath()));
    if (call == null) {
      return null;
    }
    call.headers(connection::getRequestProperty);
    ConnectionCall issued = new ConnectionCall(call);
    calls().set(connection, issued);
    return issued;
  }

  /** What the application writes its request to; the same each time that it asks. */
  public static @Nullable OutputStream written(
      HttpURLConnection connection, @Nullable OutputStream out) {
    ConnectionCall known = calls().get(connection);
    ModelRequest question = known == null ? null : known.call.question();
    if (known == null || question == null || out == null || out instanceof TappedOutputStream) {
      return out;
    }
    if (known.output != out) {
      question.begin();
      known.output = out;
      known.tapped = new TappedOutputStream(out, question);
    }
    return known.tapped;
  }

  /** A connection waits for its answer; to look at a header means to wait for it again. */
  public static @Nullable ConnectionCall awaiting(HttpURLConnection connection) {
    ConnectionCall known = calls().get(connection);
    if (known != null) {
      known.depth++;
    }
    return known;
  }

  /**
   * The connection has its answer, redirects followed; or it has none.
   *
   * @param status negative while there is none
   */
  public static void answered(
      @Nullable ConnectionCall known,
      HttpURLConnection connection,
      int status,
      @Nullable Throwable thrown) {
    if (known == null || --known.depth > 0 || known.answered) {
      return;
    }
    if (status > 0) {
      known.answered = true;
      known.answered(connection, status);
    } else if (thrown != null) {
      known.call.failed(thrown);
    }
  }

  private void answered(HttpURLConnection connection, int status) {
    if (connection.getRequestMethod().equals("HEAD")) {
      call.over();
      return;
    }
    InboundBody answer =
        call.answered(status, connection.getContentType(), connection.getContentEncoding());
    if (answer != null) {
      body = answer;
      answer.ownedBy(connection);
    }
  }

  /** Bytes were read from the answer of a connection, or could not be. */
  public static void read(
      HttpURLConnection connection,
      byte[] bytes,
      int offset,
      int count,
      @Nullable Throwable thrown) {
    InboundBody body = body(connection);
    if (body == null) {
      return;
    }
    if (thrown != null) {
      body.onError(thrown);
    } else if (count < 0) {
      body.onEnd();
    } else if (count > 0) {
      body.onBytes(bytes, offset, count);
    }
  }

  /** The answer of a connection is being closed, at its end or earlier. */
  public static void closing(HttpURLConnection connection) {
    InboundBody body = body(connection);
    if (body != null) {
      body.onClose();
    }
  }

  private static @Nullable InboundBody body(HttpURLConnection connection) {
    ConnectionCall known = calls().get(connection);
    return known == null ? null : known.body;
  }
}
