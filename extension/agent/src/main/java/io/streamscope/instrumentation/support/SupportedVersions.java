/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.support;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;
import static net.bytebuddy.matcher.ElementMatchers.any;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Lets a module into a class loader only if the library there is of a version that it supports, and
 * says so in one line of the log when it is not. The agent's own check would skip the module too,
 * but silently. Thread-safe.
 */
final class SupportedVersions extends ElementMatcher.Junction.AbstractBase<ClassLoader> {

  private static final Logger logger = Logger.getLogger("io.streamscope");
  private static final String REFERENCE_MATCHER =
      "io.opentelemetry.javaagent.tooling.muzzle.ReferenceMatcher";

  private final StreamscopeModule module;
  private final ElementMatcher<ClassLoader> hasLibrary;
  private final ElementMatcher<ClassLoader> hasRequired;
  private final List<String> required;
  private final Map<ClassLoader, Boolean> known = Collections.synchronizedMap(new WeakHashMap<>());

  SupportedVersions(StreamscopeModule module, String marker, String... required) {
    this.module = module;
    this.hasLibrary = hasClassesNamed(marker);
    this.hasRequired = required.length == 0 ? any() : hasClassesNamed(required);
    this.required = List.of(required);
  }

  @Override
  public boolean matches(@Nullable ClassLoader loader) {
    if (loader == null || !hasLibrary.matches(loader)) {
      return false;
    }
    Boolean supported = known.get(loader);
    if (supported == null) {
      supported = isSupported(loader);
      known.put(loader, supported);
    }
    return supported;
  }

  private boolean isSupported(ClassLoader loader) {
    List<?> mismatches = hasRequired.matches(loader) ? mismatches(loader) : required;
    if (mismatches.isEmpty()) {
      return true;
    }
    logger.log(
        Level.INFO,
        "Streamscope: {0} is off, the library is none of {1} ({2})",
        new Object[] {module.instrumentationName(), module.library(), mismatches.get(0)});
    return false;
  }

  /** The agent's own comparison of what our code refers to with what the library has. */
  private List<?> mismatches(ClassLoader loader) {
    try {
      Class<?> type =
          Class.forName(REFERENCE_MATCHER, false, InstrumentationModule.class.getClassLoader());
      Object matcher = type.getMethod("of", InstrumentationModule.class).invoke(null, module);
      Object found =
          type.getMethod("getMismatchedReferenceSources", ClassLoader.class)
              .invoke(matcher, loader);
      return found instanceof List<?> list ? list : List.of();
    } catch (ReflectiveOperationException | RuntimeException failure) {
      // The agent checks again itself; all that is lost is our line in the log.
      logger.log(Level.FINE, "Streamscope could not compare versions", failure);
      return List.of();
    }
  }
}
