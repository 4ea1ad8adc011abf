/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.benchmarks.process;

import java.io.IOException;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** What most applications are: Spring Boot, an emitter, and a stream that it is fed by. */
@SpringBootApplication
@RestController
public class SpringServer {

  private static final String DATA = "data: ";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final StreamClient upstream = new StreamClient(System.getProperty("bench.upstream"));

  /** The argument is the URL of the streams that it reads; prints the port it listens on. */
  public static void main(String[] args) {
    System.setProperty("bench.upstream", args[0]);
    System.setProperty("server.port", "0");
    System.setProperty("server.address", "127.0.0.1");
    ServletWebServerApplicationContext context =
        (ServletWebServerApplicationContext) SpringApplication.run(SpringServer.class);
    System.out.println("port " + context.getWebServer().getPort());
  }

  /** Writes a stream. */
  @GetMapping("/write")
  public SseEmitter write(@RequestParam("n") long n, @RequestParam("gapMicros") long gapMicros) {
    return answer(
        emitter -> {
          for (long i = 0; i < n; i++) {
            if (gapMicros > 0) {
              LockSupport.parkNanos(1000 * gapMicros);
            }
            emitter.send(String.valueOf(System.nanoTime()));
          }
        });
  }

  /** Passes on what it reads, event by event. */
  @GetMapping("/relay")
  public SseEmitter relay(@RequestParam("n") long n, @RequestParam("gapMicros") long gapMicros) {
    return answer(
        emitter -> {
          try (Stream<String> lines = upstream.lines("gapMicros=" + gapMicros + "&n=" + n)) {
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
              String line = all.next();
              if (line.startsWith(DATA)) {
                emitter.send(line.substring(DATA.length()));
              }
            }
          }
        });
  }

  private SseEmitter answer(Answer answer) {
    SseEmitter emitter = new SseEmitter(0L);
    threads.execute(
        () -> {
          try {
            answer.write(emitter);
            emitter.complete();
          } catch (IOException | RuntimeException failure) {
            emitter.completeWithError(failure);
          }
        });
    return emitter;
  }

  private interface Answer {
    void write(SseEmitter emitter) throws IOException;
  }
}
