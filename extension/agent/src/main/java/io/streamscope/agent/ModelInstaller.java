/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.agent;

import io.opentelemetry.javaagent.bootstrap.InstrumentationHolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.JarFile;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Puts the model where everybody sees the same copy of it: into the bootstrap class loader. Nothing
 * of the model may be touched before. If it fails, Streamscope stays inactive and says so; the
 * application starts as it would without it. Thread-safe.
 */
public final class ModelInstaller {

  private static final Logger logger = Logger.getLogger("io.streamscope");
  private static final String RESOURCE = "/streamscope-model.bin";
  private static final AtomicReference<@Nullable Boolean> installed = new AtomicReference<>();
  private static final AtomicBoolean switchedOff = new AtomicBoolean();

  private ModelInstaller() {}

  /**
   * Makes the model visible, once.
   *
   * @return whether it is
   */
  public static synchronized boolean install() {
    Boolean done = installed.get();
    if (done == null) {
      done = append();
      installed.set(done);
    }
    return done;
  }

  private static boolean append() {
    try {
      Instrumentation instrumentation = InstrumentationHolder.getInstrumentation();
      if (instrumentation == null) {
        throw new IllegalStateException("the agent offers no Instrumentation");
      }
      Path file = Files.createTempFile("streamscope-model", ".jar");
      file.toFile().deleteOnExit();
      try (InputStream model = ModelInstaller.class.getResourceAsStream(RESOURCE);
          OutputStream out = Files.newOutputStream(file)) { // stays readable by its owner only
        if (model == null) {
          throw new IOException(RESOURCE + " is missing from the extension");
        }
        model.transferTo(out);
      }
      instrumentation.appendToBootstrapClassLoaderSearch(new JarFile(file.toFile()));
      return true;
    } catch (IOException | RuntimeException failure) {
      logger.log(
          Level.WARNING,
          "Streamscope is inactive: its model could not be installed ({0}). A writable"
              + " java.io.tmpdir is needed.",
          failure.toString());
      return false;
    }
  }

  /** The user wants nothing of ours. */
  static void switchOff() {
    switchedOff.set(true);
  }

  /** Whether our instrumentation is to be installed; also true while the jar is being built. */
  public static boolean isActive() {
    return !Boolean.FALSE.equals(installed.get()) && !switchedOff.get();
  }
}
