/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.okhttp.v3_14;

import static io.streamscope.instrumentation.okhttp.v3_14.OkHttpStreamSingletons.bodies;
import static io.streamscope.instrumentation.okhttp.v3_14.OkHttpStreamSingletons.calls;
import static io.streamscope.instrumentation.okhttp.v3_14.OkHttpStreamSingletons.telemetry;

import io.opentelemetry.context.Context;
import io.streamscope.http.CallScope;
import io.streamscope.http.InboundBody;
import io.streamscope.http.InboundCall;
import io.streamscope.http.ModelRequest;
import io.streamscope.http.RequestTarget;
import io.streamscope.stream.Failure;
import java.io.IOException;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import okio.Sink;
import org.jspecify.annotations.Nullable;

/** A call of OkHttp between the application's {@code execute} or {@code enqueue} and its answer. */
public final class IssuedCall {

  private final InboundCall call;
  private volatile @Nullable InboundBody body;
  private volatile @Nullable Throwable lost; // why the last attempt got no answer

  private IssuedCall(InboundCall call) {
    this.call = call;
  }

  /** The application issues a call; null if it has done so before or another layer watches it. */
  public static @Nullable CallScope begin(Call okHttp) {
    if (calls().get(okHttp) != null) {
      return null;
    }
    Request request = okHttp.request();
    HttpUrl url = request.url();
    InboundCall call =
        telemetry()
            .call(
                Context.current(),
                new RequestTarget(request.method(), url.host(), url.port(), url.encodedPath()));
    if (call == null) {
      return null;
    }
    call.headers(request::header);
    call.mayRepeat();
    calls().set(okHttp, new IssuedCall(call));
    return call.issue();
  }

  /** All interceptors have been passed. */
  public static void returned(
      Call okHttp, @Nullable Response response, @Nullable Throwable thrown) {
    IssuedCall issued = calls().get(okHttp);
    if (issued == null) {
      return;
    }
    InboundBody body = issued.body;
    // an interceptor may have made another exception of what the last attempt has failed with
    boolean told = thrown != null && Failure.isOf(thrown, issued.lost);
    if (thrown == null || told) {
      issued.call.over();
    } else if (body == null && okHttp.isCanceled()) {
      issued.call.givenUp();
    } else if (body == null) {
      issued.call.failed(thrown);
    }
    if (body != null && response != null) {
      bodies().set(response, body);
    } else if (body != null && thrown != null && !told) {
      body.failed(thrown);
    }
    issued.call.settled();
  }

  /** An exchange has failed before there were headers; an interceptor may ask once more. */
  static void attemptFailed(Call okHttp, IOException error) {
    IssuedCall issued = calls().get(okHttp);
    if (issued != null && !issued.call.isOver() && !okHttp.isCanceled()) {
      issued.lost = issued.call.attemptFailed(error) ? error : null;
    }
  }

  /** What is seen of a body that is written for a call. */
  public static Sink written(Call okHttp, Sink sink) {
    IssuedCall issued = calls().get(okHttp);
    ModelRequest question = issued == null ? null : issued.call.question();
    return question == null ? sink : new TracingSink(sink, question);
  }

  boolean isOfInterest(Response response) {
    return call.isOfInterest(response.header("Content-Type"));
  }

  void answeredWithout(Response response) {
    call.answeredWithout(response.code());
  }

  /** Headers have arrived; null if a stream does not follow. */
  @Nullable InboundBody answered(Response response, @Nullable String encoding) {
    InboundBody answer = call.answered(response.code(), response.header("Content-Type"), encoding);
    body = answer;
    return answer;
  }
}
