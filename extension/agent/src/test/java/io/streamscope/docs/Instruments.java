/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.docs;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.metrics.Meter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An OpenTelemetry that takes down every instrument that is built with it. */
final class Instruments {

  private final Map<String, Instrument> built = new TreeMap<>();

  /** One instrument as it was asked for. */
  record Instrument(String name, String type, String unit, String description) {}

  Map<String, Instrument> built() {
    return built;
  }

  OpenTelemetry openTelemetry() {
    OpenTelemetry nothing = OpenTelemetry.noop();
    return proxy(
        OpenTelemetry.class,
        (self, method, arguments) ->
            method.getName().equals("getMeter")
                ? proxy(Meter.class, this::builder)
                : method.invoke(nothing, arguments));
  }

  /** {@code histogramBuilder(name)} and its like: a builder that returns itself until built. */
  private Object builder(Object meter, Method method, Object @Nullable [] arguments) {
    String name = arguments == null ? "" : String.valueOf(arguments[0]);
    Recorded recorded = new Recorded(name, method.getName().replace("Builder", ""));
    return proxy(method.getReturnType(), recorded);
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Instruments.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private final class Recorded implements InvocationHandler {
    private final String name;
    private final String type;
    private String unit = "1";
    private String description = "";

    Recorded(String name, String type) {
      this.name = name;
      this.type = type;
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) {
      if (arguments != null && method.getName().equals("setUnit")) {
        unit = String.valueOf(arguments[0]);
      }
      if (arguments != null && method.getName().equals("setDescription")) {
        description = String.valueOf(arguments[0]);
      }
      if (method.getName().equals("build")) {
        built.put(name, new Instrument(name, type, unit, description));
        return null;
      }
      return method.getReturnType().isInstance(self) ? self : proxy(method.getReturnType(), this);
    }
  }
}
