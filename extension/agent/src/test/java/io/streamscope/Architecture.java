/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import net.bytebuddy.asm.Advice;

/** Our production classes and what they are. */
final class Architecture {

  static final String OURS = "io.streamscope.";
  static final String[] MODEL = {
    OURS + "config..",
    OURS + "json..",
    OURS + "stream..",
    OURS + "wire..",
    OURS + "correlation..",
    OURS + "llm..",
    OURS + "vector..",
    OURS + "http..",
    OURS + "websocket..",
    OURS + "realtime.."
  };
  static final String AGENT = OURS + "agent..";
  static final String GATE = OURS + "agent.gate";
  static final String LIBRARIES = OURS + "instrumentation..";
  static final String SUPPORT = OURS + "instrumentation.support";
  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .importPaths(Path.of("../model/target/classes"), Path.of("target/classes"));

  static final DescribedPredicate<JavaClass> LIBRARY_ADAPTERS =
      resideInAPackage(LIBRARIES).and(not(resideInAPackage(SUPPORT))).as("library adapters");
  static final DescribedPredicate<JavaClass> ADVICE =
      describe("advice", type -> type.getSimpleName().endsWith("Advice"));
  static final DescribedPredicate<JavaClass> DESCRIPTIONS =
      ADVICE
          .or(resideInAPackage(SUPPORT))
          .or(describe("of a type", type -> type.getSimpleName().endsWith("Instrumentation")))
          .or(
              describe(
                  "of a module", type -> type.getSimpleName().endsWith("InstrumentationModule")))
          .as("descriptions");
  static final DescribedPredicate<JavaMethod> ENTER_OR_EXIT =
      describe(
          "enter or exit advice",
          method ->
              method.isAnnotatedWith(Advice.OnMethodEnter.class)
                  || method.isAnnotatedWith(Advice.OnMethodExit.class));

  private Architecture() {}
}
