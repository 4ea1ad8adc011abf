/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.streamscope.Architecture.AGENT;
import static io.streamscope.Architecture.CLASSES;
import static io.streamscope.Architecture.DESCRIPTIONS;
import static io.streamscope.Architecture.ENTER_OR_EXIT;
import static io.streamscope.Architecture.GATE;
import static io.streamscope.Architecture.LIBRARIES;
import static io.streamscope.Architecture.LIBRARY_ADAPTERS;
import static io.streamscope.Architecture.MODEL;
import static io.streamscope.Architecture.OURS;
import static io.streamscope.Architecture.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** Who may know whom ({@code docs/architecture.md}). */
class ArchitectureTest {

  @Test
  void bothModules_areImported() {
    assertThat(CLASSES.contain("io.streamscope.stream.StreamSpan")).isTrue();
    assertThat(CLASSES.contain("io.streamscope.agent.StreamscopeStart")).isTrue();
    assertThat(CLASSES.stream().filter(LIBRARY_ADAPTERS)).isNotEmpty();
    assertThat(CLASSES.stream().flatMap(type -> type.getMethods().stream()).filter(ENTER_OR_EXIT))
        .isNotEmpty();
  }

  @Test
  void layers() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("config")
        .definedBy(MODEL[0])
        .layer("json")
        .definedBy(MODEL[1])
        .layer("stream")
        .definedBy(MODEL[2])
        .layer("wire")
        .definedBy(MODEL[3])
        .layer("correlation")
        .definedBy(MODEL[4])
        .layer("llm")
        .definedBy(MODEL[5])
        .layer("vector")
        .definedBy(MODEL[6])
        .layer("http")
        .definedBy(MODEL[7])
        .layer("websocket")
        .definedBy(MODEL[8])
        .layer("realtime")
        .definedBy(MODEL[9])
        .layer("libraries")
        .definedBy(LIBRARY_ADAPTERS)
        .layer("support")
        .definedBy(SUPPORT)
        .layer("agent")
        .definedBy(OURS + "agent")
        .layer("gate")
        .definedBy(GATE)
        .whereLayer("config")
        .mayNotAccessAnyLayer()
        .whereLayer("json")
        .mayNotAccessAnyLayer()
        .whereLayer("stream")
        .mayOnlyAccessLayers("config")
        .whereLayer("wire")
        .mayOnlyAccessLayers("stream")
        .whereLayer("correlation")
        .mayOnlyAccessLayers("stream", "config")
        .whereLayer("llm")
        .mayOnlyAccessLayers("correlation", "stream", "json", "config")
        .whereLayer("vector")
        .mayOnlyAccessLayers("llm", "correlation", "stream", "config")
        .whereLayer("http")
        .mayOnlyAccessLayers("llm", "correlation", "wire", "stream", "json", "config")
        .whereLayer("websocket")
        .mayOnlyAccessLayers("realtime", "correlation", "stream", "json", "config")
        .whereLayer("realtime")
        .mayOnlyAccessLayers("llm", "correlation", "stream", "json", "config")
        .whereLayer("libraries")
        .mayOnlyAccessLayers(
            "support",
            "websocket",
            "realtime",
            "http",
            "vector",
            "llm",
            "correlation",
            "wire",
            "stream",
            "json",
            "config")
        .whereLayer("support")
        .mayOnlyAccessLayers("agent", "http", "websocket")
        .whereLayer("agent")
        .mayOnlyAccessLayers(
            "websocket", "http", "vector", "llm", "correlation", "stream", "config")
        .whereLayer("gate")
        .mayOnlyAccessLayers("agent")
        .check(CLASSES);
  }

  @Test
  void everyClass_isInALayer() {
    classes()
        .should(be(resideInAnyPackage(MODEL).or(resideInAnyPackage(LIBRARIES, AGENT))))
        .check(CLASSES);
  }

  @Test
  void wire_knowsOfStreamsOnlyTheirProtocol() {
    noClasses()
        .that()
        .resideInAPackage(MODEL[3])
        .should()
        .dependOnClassesThat(
            resideInAPackage(MODEL[2])
                .and(
                    describe(
                        "not the protocol",
                        type -> !type.getSimpleName().equals("StreamProtocol"))))
        .check(CLASSES);
  }

  @Test
  void support_knowsOfTheAgentSideOnlyTheInstaller() {
    noClasses()
        .that()
        .resideInAPackage(SUPPORT)
        .should()
        .dependOnClassesThat(
            resideInAPackage(AGENT)
                .and(
                    describe(
                        "not the installer",
                        type -> !type.getSimpleName().equals("ModelInstaller"))))
        .check(CLASSES);
  }

  @Test
  void applicationSide_seesNoSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage(AGENT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.opentelemetry.sdk..")
        .check(CLASSES);
  }

  @Test
  void byteBuddy_staysInDescriptions() {
    noClasses()
        .that(not(DESCRIPTIONS).and(not(resideInAPackage(AGENT))))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "net.bytebuddy..",
            "io.opentelemetry.javaagent.extension..",
            "io.opentelemetry.javaagent.tooling..")
        .check(CLASSES);
  }

  @Test
  void model_knowsNoLibrary() {
    String[] known = {
      "java..", "org.jspecify..", "io.opentelemetry.api..", "io.opentelemetry.context.."
    };

    classes()
        .that()
        .resideInAnyPackage(MODEL)
        .should()
        .onlyDependOnClassesThat(resideInAnyPackage(known).or(resideInAnyPackage(MODEL)))
        .check(CLASSES);
  }

  @Test
  void libraries_doNotKnowEachOther() {
    slices().assignedFrom(new Libraries()).should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  void packages_haveNoCycles() {
    slices().matching(OURS + "(**)").should().beFreeOfCycles().check(CLASSES);
  }

  /** One slice per library and version; everything else is in none. */
  private static final class Libraries implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return LIBRARY_ADAPTERS.test(type)
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "library packages";
    }
  }
}
