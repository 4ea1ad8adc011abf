/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a URL asks for. Who cannot set headers sets knobs here: {@code ?x-fake-chunks=3}, or a
 * beginning of the path, {@code /knobs/chunks=3;drop-after=2/v1/…}, which suits a base URL.
 *
 * @param path without knobs
 * @param query its parameters
 * @param knobs the values of knobs by name; the query wins over the path
 */
record Target(String path, Map<String, String> query, Map<String, String> knobs) {
  private static final Pattern KNOBS = Pattern.compile("/knobs/([^/]*)(/.*)");

  static Target of(URI uri) {
    Map<String, String> knobs = new HashMap<>();
    String path = uri.getPath();
    Matcher prefix = KNOBS.matcher(path);
    if (prefix.matches()) {
      path = prefix.group(2);
      for (String setting : prefix.group(1).split(";", -1)) {
        put(setting, knobs);
      }
    }
    Map<String, String> query = query(uri);
    query.forEach(
        (name, value) -> {
          if (name.startsWith(Knob.HEADER_PREFIX)) {
            knobs.put(name.substring(Knob.HEADER_PREFIX.length()), value);
          }
        });
    return new Target(path, query, Map.copyOf(knobs));
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    String raw = uri.getRawQuery();
    for (String part : raw == null ? new String[0] : raw.split("&", -1)) {
      put(URLDecoder.decode(part, UTF_8), query);
    }
    return query;
  }

  /** A name without a value has an empty one. */
  private static void put(String setting, Map<String, String> settings) {
    if (!setting.isEmpty()) {
      int equals = setting.indexOf('=');
      settings.put(
          equals < 0 ? setting : setting.substring(0, equals),
          equals < 0 ? "" : setting.substring(equals + 1));
    }
  }
}
