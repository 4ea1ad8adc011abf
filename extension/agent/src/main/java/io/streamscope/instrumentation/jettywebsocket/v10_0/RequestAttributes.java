/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jettywebsocket.v10_0;

import io.streamscope.stream.Guard;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** An attribute of a request: of the servlet API in either package, later of Jetty's own. */
final class RequestAttributes {

  private static final ClassValue<@Nullable MethodHandle> getters =
      new ClassValue<>() {
        @Override
        protected @Nullable MethodHandle computeValue(Class<?> type) {
          return getter(type);
        }
      };

  private RequestAttributes() {}

  static @Nullable Object get(Object request, String name) {
    MethodHandle getter = getters.get(request.getClass());
    try {
      return getter == null ? null : (Object) getter.invoke(request, name);
    } catch (Throwable unreadable) {
      Guard.swallowed(unreadable);
      return null;
    }
  }

  /** As the public type has it that declares it. */
  private static @Nullable MethodHandle getter(@Nullable Class<?> type) {
    if (type == null) {
      return null;
    }
    if (Modifier.isPublic(type.getModifiers())) {
      try {
        Method method = type.getMethod("getAttribute", String.class);
        return MethodHandles.publicLookup().unreflect(method);
      } catch (ReflectiveOperationException elsewhere) {
        // looked for above
      }
    }
    for (Class<?> above : type.getInterfaces()) {
      MethodHandle getter = getter(above);
      if (getter != null) {
        return getter;
      }
    }
    return getter(type.getSuperclass());
  }
}
