/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.jetty.v12_0;

import java.lang.reflect.Method;
import org.eclipse.jetty.server.Request;

/**
 * From a servlet edition to the server: four editions, each with its own classes of the same shape,
 * any number of which may be present. Asked once for a request that timed out.
 */
public final class ServletRequests {

  private ServletRequests() {}

  /** The listeners of an asynchronous request are told that it took too long. */
  public static void timedOut(Object state) throws ReflectiveOperationException {
    Object channel = call(state, "getServletChannel", "getHttpChannel");
    if (call(channel, "getRequest", "getCoreRequest") instanceof Request request) {
      Jetty12Response.timedOut(request);
    }
  }

  private static Object call(Object target, String getter, String getterBeforeEdition10)
      throws ReflectiveOperationException {
    boolean nested = target.getClass().getName().contains(".nested.");
    Method method = target.getClass().getMethod(nested ? getterBeforeEdition10 : getter);
    return method.invoke(target);
  }
}
