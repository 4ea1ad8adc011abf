/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.spring.webmvc.v5_3;

import io.streamscope.stream.StreamProtocol;
import io.streamscope.wire.TappedOutputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an emitter's response with our ear at it. The lock that Spring writes under guards
 * it.
 */
final class EmitterBody {

  private final EmitterMeter meter;
  private @Nullable OutputStream original;
  private @Nullable OutputStream tapped;

  EmitterBody(EmitterStream emitterStream, StreamProtocol protocol) {
    this.meter = new EmitterMeter(emitterStream, protocol);
  }

  /** What a converter is to write its object to; each asks anew, and mostly gets the same. */
  OutputStream tap(OutputStream body) {
    meter.nextObject();
    OutputStream known = tapped;
    if (known == null || body != original) {
      known = new TappedOutputStream(body, meter);
      original = body;
      tapped = known;
    }
    return known;
  }
}
