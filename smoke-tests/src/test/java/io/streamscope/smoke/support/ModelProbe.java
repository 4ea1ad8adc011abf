/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the model from where the JDK's {@code HttpClient} stands, from the application and from
 * a class loader that knows neither, and says whether all found the same class and the same state.
 */
public final class ModelProbe {

  private static final String RUNTIME =
      "io.opentelemetry.javaagent.bootstrap.streamscope.stream.StreamRuntime";

  private ModelProbe() {}

  /** Prints one line. */
  public static void main(String[] args) throws ReflectiveOperationException {
    Class<?> jdk = HttpClient.newHttpClient().getClass();
    Object atJdk = state(jdk.getClassLoader());
    Object atApplication = state(ModelProbe.class.getClassLoader());
    Object elsewhere = state(new URLClassLoader(new URL[0], null));
    System.out.println(
        "model seen from "
            + jdk.getName()
            + ", application and elsewhere is one: "
            + (atJdk == atApplication && atApplication == elsewhere));
  }

  private static Object state(@Nullable ClassLoader loader) throws ReflectiveOperationException {
    Class<?> type = Class.forName(RUNTIME, true, loader);
    return type.getMethod("get").invoke(null);
  }
}
