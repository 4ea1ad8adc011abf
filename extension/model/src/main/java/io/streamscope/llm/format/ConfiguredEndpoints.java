/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import io.streamscope.config.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Endpoints of models that somebody has configured, and behind them those that are known anyway. A
 * request to a configured one is a request to a model whatever its body says. Immutable.
 */
public final class ConfiguredEndpoints {

  private final List<Entry> entries;

  private ConfiguredEndpoints(List<Entry> entries) {
    this.entries = List.copyOf(entries);
  }

  static ConfiguredEndpoints of(String list, Consumer<String> problems) {
    List<Entry> entries = new ArrayList<>();
    for (String text : list.split(",", -1)) {
      String trimmed = text.trim();
      if (!trimmed.isEmpty()) {
        Entry entry = Entry.parse(trimmed, problem -> problems.accept(problem + ": " + trimmed));
        if (entry != null) {
          entries.add(entry);
        }
      }
    }
    return new ConfiguredEndpoints(entries);
  }

  /** What a request goes to, null if it is no model; the first entry that matches counts. */
  public @Nullable ModelEndpoint of(String method, @Nullable String host, String path) {
    if (!entries.isEmpty() && method.equals("POST")) {
      int query = path.indexOf('?');
      ModelPath whole = ModelPath.of(host, path, query < 0 ? path.length() : query);
      for (Entry entry : entries) {
        if (entry.matches(whole)) {
          return entry.endpoint(whole);
        }
      }
    }
    return ModelEndpoints.of(method, host, path);
  }

  private record Entry(String host, String path, ModelApi api, @Nullable String provider) {

    static @Nullable Entry parse(String text, Consumer<String> problems) {
      int equals = text.lastIndexOf('=');
      int slash = text.indexOf('/');
      if (slash <= 0 || equals < slash) {
        problems.accept("No host/path=api");
        return null;
      }
      String host = text.substring(0, slash).trim().toLowerCase(Locale.ROOT);
      if (host.indexOf(':') >= 0) {
        problems.accept("Neither scheme nor port belong into a host");
        return null;
      }
      String target = text.substring(equals + 1).trim();
      int colon = target.indexOf(':');
      ModelApi api = ModelApi.named(colon < 0 ? target : target.substring(0, colon).trim());
      String provider = colon < 0 ? null : target.substring(colon + 1).trim();
      if (api == null || (provider != null && !provider.matches("[A-Za-z0-9._-]{1,64}"))) {
        problems.accept(api == null ? "No such api" : "No name of a provider");
        return null;
      }
      return new Entry(host, text.substring(slash, equals).trim(), api, provider);
    }

    boolean matches(ModelPath at) {
      String known = at.host() == null ? "" : at.host();
      return Wildcard.matches(host, known) && Wildcard.matches(path, at.path());
    }

    ModelEndpoint endpoint(ModelPath at) {
      String whose = provider == null ? at.provider(api.provider()) : provider;
      return api.at(whose, at.model(), at.streamed(), false);
    }
  }
}
