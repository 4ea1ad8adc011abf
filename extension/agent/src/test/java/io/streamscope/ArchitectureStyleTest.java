/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static io.streamscope.Architecture.ADVICE;
import static io.streamscope.Architecture.CLASSES;
import static io.streamscope.Architecture.DESCRIPTIONS;
import static io.streamscope.Architecture.ENTER_OR_EXIT;
import static io.streamscope.Architecture.GATE;
import static io.streamscope.Architecture.LIBRARY_ADAPTERS;
import static io.streamscope.Architecture.MODEL;
import static io.streamscope.Architecture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaPackage;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** What holds for every class of ours ({@code docs/style-guide.md}). */
class ArchitectureStyleTest {
  /** In the model, with what is under their guard or passes through them. */
  private static final Set<String> MAY_CATCH_ALL =
      Set.of(
          "stream.Failure",
          "stream.Guard",
          "stream.StreamRecorder",
          "stream.StreamSpan",
          "stream.StreamTelemetry",
          "llm.GenAiCall",
          "llm.GenAiTelemetry",
          "vector.VectorTelemetry",
          "http.HttpStreamTelemetry",
          "http.InboundBody",
          "http.InboundCall",
          "http.ServerResponse",
          "realtime.RealtimeTelemetry",
          "websocket.MessageScope",
          "websocket.WebSocketSession",
          "websocket.WebSocketTelemetry",
          "wire.TapGuard",
          "wire.SseAssembler",
          "wire.NdjsonParser",
          "wire.JsonArrayParser",
          "wire.EventStreamParser",
          "wire.TappedInputStream",
          "wire.TappedOutputStream",
          "wire.TransferTarget");

  @Test
  void advice_isSuppressedStaticAndNotInlined() {
    methods()
        .that(ENTER_OR_EXIT)
        .should()
        .beStatic()
        .andShould()
        .bePublic()
        .andShould()
        .beDeclaredInClassesThat(ADVICE)
        .andShould(be(describe("suppressed and not inlined", ArchitectureStyleTest::isHarmless)))
        .check(CLASSES);
  }

  private static boolean isHarmless(JavaMethod method) {
    return method.getAnnotations().stream()
        .filter(annotation -> annotation.getRawType().getSimpleName().startsWith("OnMethod"))
        .allMatch(ArchitectureStyleTest::isHarmless);
  }

  private static boolean isHarmless(JavaAnnotation<?> advice) {
    boolean suppressed =
        advice
            .get("suppress")
            .filter(type -> ((JavaClass) type).isEquivalentTo(Throwable.class))
            .isPresent();
    return suppressed && advice.get("inline").filter(Boolean.FALSE::equals).isPresent();
  }

  @Test
  void advice_hasNoState() {
    noFields().should().beDeclaredInClassesThat(ADVICE).check(CLASSES);
  }

  @Test
  void typeInstrumentations_areNamedAndHidden() {
    classes()
        .that()
        .implement(TypeInstrumentation.class)
        .and()
        .resideOutsideOfPackage("io.streamscope.instrumentation.support") // libraries share them
        .should()
        .bePackagePrivate()
        .andShould()
        .haveSimpleNameEndingWith("Instrumentation")
        .check(CLASSES);
  }

  @Test
  void publicAdapters_areNamedInAnAdvice() {
    classes()
        .that(LIBRARY_ADAPTERS)
        .and()
        .arePublic()
        .and(are(not(DESCRIPTIONS)))
        .should(
            be(
                describe(
                    "used by an advice",
                    type ->
                        type.getDirectDependenciesToSelf().stream()
                            .anyMatch(use -> ADVICE.test(use.getOriginClass())))))
        .check(CLASSES);
  }

  @Test
  void statics_areFinal() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void applicationSide_doesNoInputOrOutput() {
    DescribedPredicate<JavaClass> streams =
        describe(
            "in memory or the application's own",
            type ->
                Set.of("InputStream", "OutputStream", "ByteArrayOutputStream")
                        .contains(type.getSimpleName())
                    || type.getSimpleName().endsWith("Exception"));

    noClasses()
        .that(resideInAnyPackage(MODEL).or(LIBRARY_ADAPTERS))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.io", "java.nio.file..", "java.nio.channels..")
                .and(not(streams))
                .or(
                    describe(
                        "sockets",
                        type ->
                            type.getName()
                                .matches("java\\.net\\.(?!http\\.|.*Exception$).*Socket.*"))))
        .check(CLASSES);
  }

  @Test
  void catchingAll_isForAFew() {
    codeUnits()
        .that(describe("catch all", ArchitectureStyleTest::catchesAll))
        .should(
            be(
                describe(
                    "among the few, or pass it on, or hand it to Guard",
                    ArchitectureStyleTest::mayCatchAll)))
        .check(CLASSES);
  }

  private static boolean catchesAll(JavaCodeUnit unit) {
    return unit.getTryCatchBlocks().stream()
        .flatMap(block -> block.getCaughtThrowables().stream())
        .anyMatch(type -> type.isEquivalentTo(Throwable.class));
  }

  private static boolean mayCatchAll(JavaCodeUnit unit) {
    JavaClass owner = unit.getOwner();
    if (resideInAnyPackage(MODEL).test(owner)) {
      return MAY_CATCH_ALL.contains(owner.getName().substring(OURS.length()));
    }
    boolean passesOn = owner.getSimpleName().startsWith("Tracing");
    boolean closes = calls(unit, Throwable.class.getName(), "addSuppressed");
    return passesOn || closes || calls(unit, OURS + "stream.Guard", "swallowed");
  }

  private static boolean calls(JavaCodeUnit unit, String owner, String name) {
    return unit.getMethodCallsFromSelf().stream()
        .anyMatch(
            call -> call.getTargetOwner().getName().equals(owner) && call.getName().equals(name));
  }

  @Test
  void packages_areNullMarked() {
    List<String> unmarked =
        CLASSES.stream()
            .map(JavaClass::getPackage)
            .distinct()
            .filter(each -> !each.isAnnotatedWith(NullMarked.class))
            .map(JavaPackage::getName)
            .toList();

    assertThat(unmarked).containsExactly(GATE);
  }
}
