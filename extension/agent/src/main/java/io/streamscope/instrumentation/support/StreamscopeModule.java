/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.support;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.streamscope.agent.ModelInstaller;
import java.util.List;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * What every module of ours says in the same way: where its helpers are, which versions of its
 * library it supports, and that it does nothing when Streamscope is switched off.
 */
public abstract class StreamscopeModule extends InstrumentationModule {

  /**
   * The {@link #order()} of advice that runs before the agent's own, and after it on the way out.
   */
  protected static final int OUTSIDE_OF_THE_AGENTS = -100;

  /** The {@link #order()} of advice that sees the span which the agent's own has started. */
  protected static final int INSIDE_OF_THE_AGENTS = 100;

  private final ElementMatcher.Junction<ClassLoader> supportedVersions;

  /**
   * A module.
   *
   * @param name kebab-case name of the library; {@code otel.instrumentation.<name>.enabled}
   * @param versionedName the same with the lowest supported version
   * @param marker a class that every version of the library has
   * @param required classes that only supported versions have, where the references of our code do
   *     not tell
   */
  protected StreamscopeModule(
      String name, String versionedName, String marker, String... required) {
    super(name, versionedName);
    this.supportedVersions = new SupportedVersions(this, marker, required);
  }

  /** A module for something of the JDK itself. */
  protected StreamscopeModule(String name, String versionedName) {
    super(name, versionedName);
    this.supportedVersions = new JdkClasses();
  }

  /** The library and its supported versions, as the documents show them. */
  public abstract String library();

  /** What of it becomes visible, as one phrase for the documents. */
  public abstract String covers();

  /** The types to advise, asked for only when Streamscope is on. */
  protected abstract List<TypeInstrumentation> types();

  @Override
  public final List<TypeInstrumentation> typeInstrumentations() {
    return ModelInstaller.isActive() ? types() : List.of();
  }

  @Override
  public final ElementMatcher.Junction<ClassLoader> classLoaderMatcher() {
    return supportedVersions;
  }

  @Override
  public final boolean isHelperClass(String className) {
    return className.startsWith("io.streamscope.instrumentation.");
  }
}
