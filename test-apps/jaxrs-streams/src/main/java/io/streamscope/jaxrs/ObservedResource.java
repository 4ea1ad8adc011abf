/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Tells and forgets what the application saw. */
@Path("observed")
public final class ObservedResource {

  private final Observations observations;

  ObservedResource(Observations observations) {
    this.observations = observations;
  }

  /** One line each. */
  @GET
  @Produces(MediaType.TEXT_PLAIN)
  public String lines() {
    return String.join("\n", observations.lines());
  }

  /** Starts anew. */
  @DELETE
  public void clear() {
    observations.clear();
  }
}
