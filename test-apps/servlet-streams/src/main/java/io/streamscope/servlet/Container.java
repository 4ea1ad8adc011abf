/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.servlet;

/** What runs the servlets. Registration is by {@link Endpoints}, the same for all of them. */
interface Container {

  String HOST = "127.0.0.1";

  /** Starts on a free port of the loopback interface and returns it. */
  int start() throws Exception;
}
