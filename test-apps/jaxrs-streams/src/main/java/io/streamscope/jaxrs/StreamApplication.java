/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import jakarta.ws.rs.core.Application;
import java.util.Map;
import java.util.Set;

/** The resources of the application; one of each, because they share what it has seen. */
public final class StreamApplication extends Application {

  private final Set<Object> resources;

  /** The implementations make one. */
  public StreamApplication() {
    Observations observations = new Observations();
    Senders senders = new Senders();
    resources =
        Set.of(
            new EventResource(senders, observations),
            new EndingResource(senders, observations),
            new BroadcastResource(senders),
            new RelayResource(senders, observations),
            new DocumentResource(observations),
            new ObservedResource(observations));
  }

  @Override
  public Set<Object> getSingletons() {
    return resources;
  }

  /** Jersey would keep the first 8 KB of a document, whatever is flushed. */
  @Override
  public Map<String, Object> getProperties() {
    return Map.of("jersey.config.contentLength.buffer", 0);
  }
}
