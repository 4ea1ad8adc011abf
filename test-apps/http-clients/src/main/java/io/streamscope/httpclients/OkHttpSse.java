/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.httpclients;

import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** okhttp-sse. */
final class OkHttpSse implements StreamingClient {

  private final OkHttpClient client = new OkHttpClient();

  @Override
  public Set<Trait> traits() {
    return OkHttpRequests.traits(Trait.PUSHES, Trait.CANCELS_IN_CALLBACK);
  }

  @Override
  public void read(Ask ask, Reading reading) {
    EventSource source =
        EventSources.createFactory(OkHttpRequests.client(client, ask))
            .newEventSource(OkHttpRequests.request(ask), new Listener(reading));
    reading.awaitPushed(source::cancel);
  }

  private static final class Listener extends EventSourceListener {

    private final Reading reading;
    private volatile boolean opened;

    Listener(Reading reading) {
      this.reading = reading;
    }

    @Override
    public void onOpen(EventSource source, Response response) {
      opened = true;
      reading.status(response.code(), response.header("Content-Type"));
      reading.open(source::cancel);
    }

    @Override
    public void onEvent(
        EventSource source, @Nullable String id, @Nullable String type, String data) {
      if (!reading.event(id, data)) {
        source.cancel();
        reading.closed();
      }
    }

    @Override
    public void onClosed(EventSource source) {
      reading.ended();
    }

    @Override
    public void onFailure(
        EventSource source, @Nullable Throwable failure, @Nullable Response response) {
      if (response != null && !opened) {
        reading.status(response.code(), response.header("Content-Type"));
      }
      reading.failed(failure == null ? new IllegalStateException("not told why") : failure);
    }
  }
}
