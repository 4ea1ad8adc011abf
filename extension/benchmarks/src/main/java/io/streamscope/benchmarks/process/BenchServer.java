/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import com.sun.management.ThreadMXBean;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/**
 * An application on Tomcat that knows nothing of us: writes a stream, relays one that it reads with
 * the JDK's client, only reads one, answers with a short document, or echoes what comes over a
 * WebSocket.
 */
public final class BenchServer extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient StreamClient source;

  private BenchServer(String source) {
    this.source = new StreamClient(source);
  }

  /** The argument is the URL of the streams that it reads; prints the port it listens on. */
  public static void main(String[] args) throws Exception {
    Tomcat tomcat = new Tomcat();
    tomcat.setBaseDir(System.getProperty("java.io.tmpdir") + File.separator + "bench-server");
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
    Context context = tomcat.addContext("", null);
    Tomcat.addServlet(context, "bench", new BenchServer(args[0]));
    context.addServletMappingDecoded("/*", "bench");
    context.addServletContainerInitializer(new WsSci(), null);
    context.addServletContainerInitializer((types, servlets) -> echo(servlets), null);
    tomcat.start();
    System.out.println("port " + tomcat.getConnector().getLocalPort());
    tomcat.getServer().await();
  }

  private static void echo(ServletContext servlets) throws ServletException {
    ServerContainer container =
        (ServerContainer) servlets.getAttribute(ServerContainer.class.getName());
    try {
      container.addEndpoint(
          ServerEndpointConfig.Builder.create(EchoEndpoint.class, "/echo").build());
    } catch (DeploymentException impossible) {
      throw new ServletException(impossible);
    }
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getPathInfo()) {
      case "/write" -> write(request, response);
      case "/relay" -> relay(request, response);
      case "/read" -> read(request, response);
      case "/allocated" -> allocated(response);
      default -> {
        response.setContentType("application/json");
        response.getOutputStream().write("{\"answer\":42}".getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void write(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    long chunks = Long.parseLong(request.getParameter("n"));
    long gapNanos = 1000 * Long.parseLong(request.getParameter("gapMicros"));
    response.setContentType(type(request));
    OutputStream out = response.getOutputStream();
    for (long i = 0; i < chunks; i++) {
      if (gapNanos > 0) {
        LockSupport.parkNanos(gapNanos);
      }
      out.write(("data: " + System.nanoTime() + "\n\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /** A stream, unless it is to be something else. */
  private static String type(HttpServletRequest request) {
    String type = request.getParameter("type");
    return type == null ? "text/event-stream" : type;
  }

  private void relay(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType(type(request));
    OutputStream out = response.getOutputStream();
    try (Stream<String> lines = source.lines(request.getQueryString())) {
      for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
        String line = all.next();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        if (line.isEmpty()) {
          out.flush();
        }
      }
    }
  }

  private void read(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setContentType("text/plain");
    try (Stream<String> lines = source.lines(request.getQueryString())) {
      long count = lines.filter(line -> !line.isEmpty()).count();
      response.getOutputStream().write(String.valueOf(count).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void allocated(HttpServletResponse response) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long bytes =
        LongStream.of(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
            .filter(each -> each > 0) // of a thread that has ended
            .sum();
    response.setContentType("text/plain");
    response.getOutputStream().write(String.valueOf(bytes).getBytes(StandardCharsets.UTF_8));
  }
}
