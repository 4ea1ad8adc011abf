/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import com.openai.core.http.SseMessage;
import io.opentelemetry.context.Scope;
import io.streamscope.llm.format.OpenAiChatFormat;
import io.streamscope.stream.Guard;
import io.streamscope.stream.StreamSpan;
import java.util.Comparator;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes elements on one by one, as they are asked for. Like the original it is used by one thread
 * at a time; between a delivery and the next pull the application is at work.
 */
final class TracingSpliterator<T> implements Spliterator<T>, Consumer<T> {

  private final Spliterator<T> delegate;
  private final OpenAiCall call;
  private final StreamSpan stream;
  private final OpenAiChatFormat format;
  private @Nullable Consumer<? super T> action;
  private long deliveredNanos;

  TracingSpliterator(Spliterator<T> delegate, OpenAiCall call) {
    this.delegate = delegate;
    this.call = call;
    this.stream = call.call().stream();
    this.format = new OpenAiChatFormat(call.call());
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> consumer) {
    pulled();
    action = consumer;
    boolean advanced;
    try {
      advanced = delegate.tryAdvance(this);
    } catch (Throwable failure) {
      stream.fail(failure);
      throw failure;
    }
    if (!advanced) {
      stream.complete();
    }
    return advanced;
  }

  private void pulled() {
    if (deliveredNanos != 0) {
      stream.handled(stream.nanoTime() - deliveredNanos);
      deliveredNanos = 0;
    }
  }

  @Override
  public void accept(T element) {
    deliveredNanos = observe(element);
    Consumer<? super T> consumer = action;
    if (consumer == null) {
      return;
    }
    if (!call.isAsync()) {
      consumer.accept(element);
      return;
    }
    try (Scope ignored = call.call().context().makeCurrent()) {
      consumer.accept(element);
    }
  }

  private long observe(T element) {
    try {
      if (element instanceof SseMessage message) {
        return format.onEvent(message.getData());
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    return 0;
  }

  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return delegate.estimateSize();
  }

  @Override
  public int characteristics() {
    return delegate.characteristics();
  }

  @Override
  public Comparator<? super T> getComparator() {
    return delegate.getComparator();
  }
}
