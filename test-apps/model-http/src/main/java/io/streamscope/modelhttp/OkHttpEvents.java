/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.modelhttp;

import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;
import org.jspecify.annotations.Nullable;

/** okhttp-sse. */
final class OkHttpEvents implements ModelClient {
  private final EventSource.Factory events = EventSources.createFactory(new OkHttpClient());

  @Override
  public Set<Trait> traits() {
    return Set.of(Trait.ONLY_EVENTS, Trait.CLOSES);
  }

  @Override
  public void ask(Ask ask, Reading reading) throws Exception {
    EventSource unused = events.newEventSource(OkHttpRequests.request(ask), new Listener(reading));
    reading.await();
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
      OkHttpRequests.status(reading, response);
    }

    @Override
    public void onEvent(
        EventSource source, @Nullable String id, @Nullable String type, String data) {
      boolean hadEnough = reading.isEnough();
      if (!reading.event(type, data) && !hadEnough) {
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
        OkHttpRequests.status(reading, response);
      }
      reading.failed(failure == null ? new IllegalStateException("not told why") : failure);
    }
  }
}
