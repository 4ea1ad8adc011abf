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
 * Endpoints of models that somebody has configured, over HTTP or WebSocket, and behind them those
 * that are known anyway. A request to a configured one is a request to a model whatever its body
 * says. Immutable.
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
        ModelApi api = entry.api;
        if (api != null && entry.matches(whole)) {
          String whose = entry.provider(whole, api.provider());
          return api.at(whose, whole.model(), whole.streamed(), false);
        }
      }
    }
    return ModelEndpoints.of(method, host, path);
  }

  /**
   * The same of a WebSocket.
   *
   * @param path without its query
   */
  public @Nullable RealtimeEndpoint ofWebSocket(@Nullable String host, String path) {
    if (!entries.isEmpty()) {
      ModelPath whole = ModelPath.of(host, path, path.length());
      for (Entry entry : entries) {
        RealtimeApi api = entry.realtime;
        if (api != null && entry.matches(whole)) {
          return new RealtimeEndpoint(api, entry.provider(whole, api.provider()));
        }
      }
    }
    return RealtimeEndpoints.of(host, path);
  }

  /** One of the two kinds of API. */
  private record Entry(
      String host,
      String path,
      @Nullable ModelApi api,
      @Nullable RealtimeApi realtime,
      @Nullable String provider) {

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
      String named = colon < 0 ? target : target.substring(0, colon).trim();
      ModelApi api = ModelApi.named(named);
      RealtimeApi realtime = RealtimeApi.named(named);
      String provider = colon < 0 ? null : target.substring(colon + 1).trim();
      if (api == null && realtime == null) {
        problems.accept("No such api");
        return null;
      }
      if (provider != null && !provider.matches("[A-Za-z0-9._-]{1,64}")) {
        problems.accept("No name of a provider");
        return null;
      }
      return new Entry(host, text.substring(slash, equals).trim(), api, realtime, provider);
    }

    boolean matches(ModelPath at) {
      String known = at.host() == null ? "" : at.host();
      return Wildcard.matches(host, known) && Wildcard.matches(path, at.path());
    }

    String provider(ModelPath at, String otherwise) {
      return provider == null ? at.provider(otherwise) : provider;
    }
  }
}
