/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.stream.Stream;

/** Reads a stream elsewhere and sends its events on, one by one. */
@Path("relay")
public final class RelayResource {

  private static final String DATA = "data: ";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Senders senders;
  private final Observations observations;

  RelayResource(Senders senders, Observations observations) {
    this.senders = senders;
    this.observations = observations;
  }

  /** Sends what the other server says. */
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void relay(@Context SseEventSink sink, @Context Sse sse, @QueryParam("url") String url) {
    EventOutput output = new EventOutput(sink, sse);
    senders.later(
        () -> {
          try (Stream<String> lines = lines(URI.create(url))) {
            for (Iterator<String> each = lines.iterator(); each.hasNext(); ) {
              String line = each.next();
              if (line.startsWith(DATA)) {
                output.send(line.substring(DATA.length()));
              }
            }
          } catch (IOException failure) {
            observations.saw("relay", failure);
          } finally {
            output.close();
          }
        });
  }

  private Stream<String> lines(URI source) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(source).header("Accept", MediaType.SERVER_SENT_EVENTS).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofLines()).body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }
}
