/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;

/** What is not made of server-sent events. */
@Path("")
public final class DocumentResource {

  private final Observations observations;

  DocumentResource(Observations observations) {
    this.observations = observations;
  }

  /** One JSON document a line. */
  @GET
  @Path("ndjson")
  @Produces("application/x-ndjson")
  public StreamingOutput lines(
      @QueryParam("n") @DefaultValue("1") long n,
      @QueryParam("gapMs") @DefaultValue("0") long gapMs,
      @QueryParam("firstMs") @DefaultValue("0") long firstMs) {
    return out -> {
      Pace.pause(firstMs);
      for (long i = 0; i < n; i++) {
        out.write(line(i));
        out.flush();
        Pace.pause(gapMs);
      }
    };
  }

  /** Two lines, then the application fails on the container's thread. */
  @GET
  @Path("ndjson/error")
  @Produces("application/x-ndjson")
  public StreamingOutput failing() {
    return out -> {
      for (long i = 0; i < 2; i++) {
        out.write(line(i));
        out.flush();
      }
      IllegalStateException failure = new IllegalStateException("no more lines");
      observations.saw("lines", failure);
      throw failure;
    };
  }

  private static byte[] line(long number) {
    return ("{\"line\":" + number + "}\n").getBytes(StandardCharsets.UTF_8);
  }

  /** A plain document. */
  @GET
  @Path("json")
  @Produces(MediaType.APPLICATION_JSON)
  public String json() {
    return "{\"plain\":true}";
  }
}
