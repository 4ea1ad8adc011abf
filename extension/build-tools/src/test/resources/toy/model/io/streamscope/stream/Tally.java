package io.streamscope.stream;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

public final class Tally {
  public static final String SCOPE = "io.streamscope.stream";
  public static final String OWN_NAME = "io.streamscope.stream.Tally";
  private static final Logger logger = Logger.getLogger(Tally.class.getName());
  private static final ContextKey<Tally> KEY = ContextKey.named("tally");
  private @Nullable Span last;

  public record Entry(@Nullable String name, int size) {}

  public static @Nullable Tally of(@Nullable Context context) {
    return context == null ? null : context.get(KEY);
  }

  public String add(@Nullable Entry entry, Span span) {
    last = span;
    logger.log(Level.FINE, "added {0}", entry);
    return span.getSpanContext().isValid() ? OWN_NAME : SCOPE;
  }
}
