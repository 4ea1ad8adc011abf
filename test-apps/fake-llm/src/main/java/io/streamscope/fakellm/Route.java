/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fakellm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests an endpoint answers.
 *
 * @param method the HTTP method
 * @param path the whole path; {@code {name}} stands for a part of it
 * @param names of the parts that are left open
 * @param endpoint what answers
 */
record Route(String method, Pattern path, List<String> names, Endpoint endpoint) {
  private static final Pattern OPEN = Pattern.compile("\\{([a-z]+)}");

  /** A route like {@code GET /v1/responses/{id}}. */
  static Route of(String methodAndPath, Endpoint endpoint) {
    int space = methodAndPath.indexOf(' ');
    String path = methodAndPath.substring(space + 1);
    return new Route(
        methodAndPath.substring(0, space),
        Pattern.compile(OPEN.matcher(path).replaceAll("([^/]+)")),
        OPEN.matcher(path).results().map(open -> open.group(1)).toList(),
        endpoint);
  }

  /** The parts of a path that are left open, null if it is none of this route. */
  @Nullable Map<String, String> match(String otherMethod, String otherPath) {
    Matcher matcher = path.matcher(otherPath);
    if (!method.equals(otherMethod) || !matcher.matches()) {
      return null;
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      values.put(names.get(i), matcher.group(i + 1));
    }
    return values;
  }
}
