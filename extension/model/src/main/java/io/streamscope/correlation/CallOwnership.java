/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.correlation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * Whose call a context belongs to. A call that starts below another one is the <em>same</em> call,
 * seen by a lower layer, only while the upper one awaits its answer and only for the same kind of
 * question; everything else is a call of its own, below the current span. Application code that a
 * library calls while it works (a handler, an element's consumer, a tool) runs behind a {@link
 * #boundary}: the span is current there, the call is not ({@code
 * docs/decisions/0023-one-owner-per-call.md}). Immutable.
 */
public final class CallOwnership {

  private static final ContextKey<CallOwnership> KEY = ContextKey.named("streamscope-call");
  private static final CallOwnership NOBODY = new CallOwnership(null, CallLayer.HTTP, "");

  private final @Nullable Owner owner;
  private final CallLayer layer;
  private final String module;

  private CallOwnership(@Nullable Owner owner, CallLayer layer, String module) {
    this.owner = owner;
    this.layer = layer;
    this.module = module;
  }

  /**
   * A context whose calls below are, as far as they are the same, part of this one.
   *
   * @param layer that opened the call, or has seen it last
   * @param module of that layer
   */
  public static Context own(Context context, Owner owner, CallLayer layer, String module) {
    return context.with(KEY, new CallOwnership(owner, layer, module));
  }

  /** The same context for code of the application: whatever it calls is a call of its own. */
  public static Context boundary(Context context) {
    CallOwnership current = context.get(KEY);
    return current == null || current == NOBODY ? context : context.with(KEY, NOBODY);
  }

  /**
   * The call that one which starts now is part of, null if it is a call of its own. Within one
   * library what is nested is the same call too: models wrap models there, methods overloads.
   *
   * @param layer that starts it
   * @param module of that layer
   * @param kind of question; what is asked for is of the same kind if this is equal
   */
  public static @Nullable Owner above(
      Context context, CallLayer layer, String module, Object kind) {
    CallOwnership current = context.get(KEY);
    if (current == null || current.owner == null) {
      return null;
    }
    boolean covers = layer.isBelow(current.layer) || current.isOf(layer, module);
    return covers && current.owner.kind().equals(kind) && current.owner.awaitsAnswer()
        ? current.owner
        : null;
  }

  /** Whether what happens in a context is left of a call that has ended. */
  public static boolean isLeftOver(Context context) {
    CallOwnership current = context.get(KEY);
    return current != null && current.owner != null && current.owner.isOver();
  }

  /** The call whose question a request carries that is issued now, null if it is no such. */
  public static @Nullable Owner ofRequest(Context context) {
    CallOwnership current = context.get(KEY);
    return current != null
            && current.owner != null
            && CallLayer.HTTP.isBelow(current.layer)
            && current.owner.awaitsAnswer()
        ? current.owner
        : null;
  }

  private boolean isOf(CallLayer sameLayer, String sameModule) {
    return layer == sameLayer && module.equals(sameModule);
  }

  /** A call that owns a span. */
  public interface Owner {

    /** What kind of question it asks. */
    Object kind();

    /** Whether nothing of its answer has come yet. */
    boolean awaitsAnswer();

    /** Whether it has ended, however. */
    boolean isOver();

    /** Whether it reads the answer by itself, so that no layer below has to. */
    boolean readsItself();

    /** A request that carries its question is issued, perhaps not the first. */
    void requestIssued();

    /** Such a request has failed; there may be another one. */
    void requestFailed(String errorType);
  }
}
