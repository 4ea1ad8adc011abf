/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.sdkclients;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Clients of SDKs as frameworks and tests of applications make them. */
final class Proxies {

  private Proxies() {}

  /** One that hands all calls on to a real one, and so do the services that it has. */
  static <T> T delegating(Class<T> type, T real) {
    return proxy(type, (method, arguments) -> delegate(real, method, arguments));
  }

  private static @Nullable Object delegate(Object real, Method method, Object[] arguments)
      throws Throwable {
    try {
      Object result = method.invoke(real, arguments);
      Class<?> type = method.getReturnType();
      return isService(type) && result != null ? delegatingTo(type, result) : result;
    } catch (InvocationTargetException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }

  private static <T> T delegatingTo(Class<T> type, Object real) {
    return delegating(type, type.cast(real));
  }

  /** One that has an answer to whatever asks for its type, and never asks anybody. */
  static <T> T answering(Class<T> type, Object answer) {
    return proxy(
        type,
        (method, arguments) -> {
          if (method.getReturnType().isInstance(answer)) {
            return answer;
          }
          return isService(method.getReturnType())
              ? answering(method.getReturnType(), answer)
              : null;
        });
  }

  private static boolean isService(Class<?> type) {
    return type.isInterface() && type.getName().contains(".services.");
  }

  private static <T> T proxy(Class<T> type, Handler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                handler.call(method, arguments == null ? new Object[0] : arguments)));
  }

  /** What a method does. */
  @FunctionalInterface
  private interface Handler {
    @Nullable Object call(Method method, Object[] arguments) throws Throwable;
  }
}
