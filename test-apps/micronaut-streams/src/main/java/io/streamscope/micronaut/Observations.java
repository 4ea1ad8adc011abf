/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.micronaut;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the application itself saw, in order. */
@Controller("/observed")
public class Observations {

  private final List<String> lines = new CopyOnWriteArrayList<>();

  void saw(String what) {
    lines.add(what);
  }

  /** One line each. */
  @Get(produces = "text/plain")
  public String text() {
    return String.join("\n", lines) + "\n";
  }

  /** Forgets them. */
  @Delete
  public void clear() {
    lines.clear();
  }
}
