/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDefinition;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.pool.TypePool;

/**
 * Does the work of {@link AdviceCheck}. To be loaded by the class loader with the unshaded agent
 * and the extension; that is why its signature knows types of the JDK only.
 */
public final class AdviceDriver {

  private final LibraryTypes library;
  private final AdviceWeaver weaver;
  private final Set<String> absent;
  private final Set<String> unconfirmed;
  private final List<String> findings = new ArrayList<>();

  private AdviceDriver(LibraryTypes library, AdviceWeaver weaver, Set<String> absent) {
    this.library = library;
    this.weaver = weaver;
    this.absent = absent;
    this.unconfirmed = new TreeSet<>(absent);
  }

  /** See {@link AdviceCheck#findings}. */
  public static List<String> findings(
      String moduleName, Collection<String> typeNames, ClassLoader classFiles, Set<String> absent) {
    switchToRawTypes();
    InstrumentationModule module = module(moduleName);
    LibraryTypes library = LibraryTypes.of(typeNames, classFiles);
    AdviceDriver driver = new AdviceDriver(library, new AdviceWeaver(module, library), absent);
    module.typeInstrumentations().forEach(driver::check);
    driver.unconfirmed.forEach(
        name -> driver.findings.add(name + " is listed as absent, but it is not"));
    return driver.findings;
  }

  /** The agent does the same before it uses Byte Buddy: generic types are of no interest. */
  private static void switchToRawTypes() {
    String before = System.getProperty(TypeDefinition.RAW_TYPES_PROPERTY);
    System.setProperty(TypeDefinition.RAW_TYPES_PROPERTY, "true");
    try {
      if (!TypeDescription.AbstractBase.RAW_TYPES) {
        throw new BuildFailure("Byte Buddy has been used before, with generic types");
      }
    } finally {
      if (before == null) {
        System.clearProperty(TypeDefinition.RAW_TYPES_PROPERTY);
      } else {
        System.setProperty(TypeDefinition.RAW_TYPES_PROPERTY, before);
      }
    }
  }

  private static InstrumentationModule module(String name) {
    return ServiceLoader.load(InstrumentationModule.class, AdviceDriver.class.getClassLoader())
        .stream()
        .filter(provider -> provider.type().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new BuildFailure("the extension has no module " + name))
        .get();
  }

  private void check(TypeInstrumentation description) {
    String name = description.getClass().getSimpleName();
    try {
      List<TypeDescription> types = library.matching(description.typeMatcher());
      if (types.isEmpty()) {
        missing(name, "no type of the library is matched by " + description.typeMatcher());
        return;
      }
      for (RecordedAdvice advice : RecordedAdvice.of(description)) {
        check(advice, types);
      }
    } catch (RuntimeException e) {
      findings.add(name + ": a matcher fails with " + e);
    }
  }

  private void check(RecordedAdvice advice, List<TypeDescription> types) {
    boolean isWoven = false;
    for (TypeDescription type : types) {
      for (MethodDescription.InDefinedShape method : advice.methods(type)) {
        isWoven = true;
        weave(advice, method);
      }
    }
    if (!isWoven) {
      missing(
          advice.simpleName(),
          "no method that can be woven is matched by " + advice.methods() + " in " + types);
    }
  }

  private void weave(RecordedAdvice advice, MethodDescription.InDefinedShape method) {
    for (AdviceWeaver.Mode mode : AdviceWeaver.modes(method.getDeclaringType())) {
      try {
        weaver.weave(advice, method, mode);
      } catch (RuntimeException e) {
        findings.add(
            advice.simpleName()
                + (mode == AdviceWeaver.Mode.INLINED ? ": inlined into " : ": called from ")
                + name(method)
                + ": "
                + e.getMessage());
      }
    }
  }

  private static String name(MethodDescription.InDefinedShape method) {
    try {
      return method.toString();
    } catch (TypePool.Resolution.NoSuchTypeException e) { // it has a type that the jars do not have
      return method.getDeclaringType().getName() + "." + method.getInternalName();
    }
  }

  private void missing(String name, String reason) {
    if (absent.contains(name)) {
      unconfirmed.remove(name);
    } else {
      findings.add(name + ": " + reason);
    }
  }
}
