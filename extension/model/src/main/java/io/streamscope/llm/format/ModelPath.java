/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.llm.GenAiProviders;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where a request goes that may be one to a model. Some paths end in what is to be done with what
 * they name: {@code .../models/gemini-2.0-flash:generateContent}.
 *
 * @param host in lower case, null when unknown
 * @param path without its query
 * @param verb what follows the colon in its last segment, null if there is none
 */
record ModelPath(@Nullable String host, String path, @Nullable String verb) {

  static ModelPath of(@Nullable String host, String path, int end) {
    String whole = path.substring(0, end);
    int colon = whole.indexOf(':', whole.lastIndexOf('/') + 1);
    return new ModelPath(
        host == null ? null : host.toLowerCase(Locale.ROOT),
        whole,
        colon < 0 ? null : whole.substring(whole.lastIndexOf(':') + 1));
  }

  boolean endsWith(String suffix) {
    return path.endsWith(suffix);
  }

  boolean contains(String segments) {
    return path.contains(segments);
  }

  /** Whether it is where Azure serves models, of whichever maker, that have no deployment. */
  boolean isAzureInference() {
    return endsWith("/models/chat/completions")
        || endsWith("/models/embeddings")
        || endsWith("/models/images/embeddings");
  }

  String lastSegment() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Whose API it is. */
  String provider(String otherwise) {
    return GenAiProviders.ofHost(host, otherwise);
  }

  /** Whether nothing but models is behind the host. */
  boolean isOnModelHost() {
    return GenAiProviders.servesModels(host);
  }

  /** The model, if the path names one: Google's way, or a deployment on Azure. */
  @Nullable String model() {
    if (verb == null) {
      return after("/deployments/");
    }
    String model = after("/models/");
    String named = model == null ? after("/tunedModels/") : model;
    int colon = named == null ? -1 : named.indexOf(':');
    return named == null || colon < 0 ? named : named.substring(0, colon);
  }

  /** Whether the answer is streamed, if the path says so. */
  @Nullable Boolean streamed() {
    if (verb == null || verb.equals("rawPredict")) {
      return null; // says the body
    }
    return verb.startsWith("stream");
  }

  /** The segment after some others, null if they are not there or it is empty. */
  private @Nullable String after(String segments) {
    int found = path.indexOf(segments);
    if (found < 0) {
      return null;
    }
    int from = found + segments.length();
    int end = path.indexOf('/', from);
    String segment = path.substring(from, end < 0 ? path.length() : end);
    return segment.isEmpty() ? null : segment;
  }
}
