/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.openai.v2_0;

import com.openai.core.http.SseMessage;
import io.opentelemetry.context.Scope;
import io.streamscope.llm.WireAnswer;
import io.streamscope.llm.format.OpenAiChatFormat;
import io.streamscope.stream.Guard;
import java.util.Comparator;
import java.util.Spliterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes elements on one by one, as they are asked for. Like the original it is used by one thread
 * at a time, and can be split for others; between a delivery and the next pull the application is
 * at work.
 */
final class TracingSpliterator<T> implements Spliterator<T>, Consumer<T> {

  private final Spliterator<T> delegate;
  private final OpenAiCall call;
  private final AtomicInteger parts;
  private final WireAnswer answer = new WireAnswer(new OpenAiChatFormat());
  private @Nullable Consumer<? super T> action;
  private long deliveredNanos;
  private boolean atEnd;

  TracingSpliterator(Spliterator<T> delegate, OpenAiCall call) {
    this(delegate, call, new AtomicInteger(1));
  }

  /**
   * @param parts how many parts of the stream are not at their end, this one included
   */
  private TracingSpliterator(Spliterator<T> delegate, OpenAiCall call, AtomicInteger parts) {
    this.delegate = delegate;
    this.call = call;
    this.parts = parts;
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> consumer) {
    pulled();
    action = consumer;
    boolean advanced;
    try {
      advanced = delegate.tryAdvance(this);
    } catch (Throwable failure) {
      call.failed(failure);
      throw failure;
    }
    if (!advanced && !atEnd) {
      atEnd = true;
      if (parts.decrementAndGet() == 0) {
        call.call().complete();
      }
    }
    return advanced;
  }

  private void pulled() {
    if (deliveredNanos != 0) {
      call.call().handled(call.call().nanoTime() - deliveredNanos);
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
    try (Scope ignored = call.call().callbackContext().makeCurrent()) {
      consumer.accept(element);
    }
  }

  private long observe(T element) {
    try {
      if (element instanceof SseMessage message) {
        return call.call().event(answer, null, message.getData());
      }
    } catch (Throwable failure) {
      Guard.swallowed(failure);
    }
    return 0;
  }

  @Override
  public @Nullable Spliterator<T> trySplit() {
    Spliterator<T> prefix = delegate.trySplit();
    if (prefix == null) {
      return null;
    }
    parts.incrementAndGet();
    return new TracingSpliterator<>(prefix, call, parts);
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
