/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.tomcatwebsocket.v9_0;

import io.streamscope.stream.Guard;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** The code of a {@code CloseReason}, which is of one package up to Tomcat 9, of another later. */
final class CloseCodes {

  /** There was no close frame. */
  static final int ABNORMAL = 1006;

  private static final ClassValue<@Nullable Reader> readers =
      new ClassValue<>() {
        @Override
        protected @Nullable Reader computeValue(Class<?> type) {
          return Reader.of(type);
        }
      };

  private CloseCodes() {}

  /** The code, {@link #ABNORMAL} if it cannot be read. */
  static int of(Object reason) {
    Reader reader = readers.get(reason.getClass());
    try {
      return reader == null ? ABNORMAL : (int) reader.number.invoke(reader.code.invoke(reason));
    } catch (Throwable unreadable) {
      Guard.swallowed(unreadable);
      return ABNORMAL;
    }
  }

  private record Reader(MethodHandle code, MethodHandle number) {

    static @Nullable Reader of(Class<?> type) {
      MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      try {
        Class<?> code = type.getMethod("getCloseCode").getReturnType();
        return new Reader(
            lookup.findVirtual(type, "getCloseCode", MethodType.methodType(code)),
            lookup.findVirtual(code, "getCode", MethodType.methodType(int.class)));
      } catch (ReflectiveOperationException unknown) {
        return null;
      }
    }
  }
}
