/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.jaxrs;

/** What runs the servlet of JAX-RS. It is registered by {@link Deployment}. */
interface Container {

  String HOST = "127.0.0.1";

  /** Starts on a free port of the loopback interface and returns it. */
  int start() throws Exception;
}
