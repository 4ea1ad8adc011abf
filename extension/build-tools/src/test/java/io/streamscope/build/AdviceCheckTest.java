/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceCheckTest {

  private static final String CLIENT = "library/toy/lib/Client.java";
  private static final String BASE_CLIENT = "library/toy/lib/BaseClient.java";
  private static final String INSTRUMENTATION =
      "agent/io/streamscope/instrumentation/toy/ToyInstrumentation.java";
  private static final String CALL = "public Reply call(String question, Listener listener) {";

  @TempDir static Path sharedDirectory;
  private static Path extension;
  private static AdviceCheck check;
  private static MuzzleCheck muzzle;

  @TempDir Path directory;
  @TempDir Path otherDirectory;
  private ToyProject project;

  /** Another version of the library. */
  private ToyProject other;

  @BeforeAll
  static void prepareChecks() throws Exception {
    extension = new ToyProject(sharedDirectory).assemble();
    check = AdviceCheck.of(extension, Agents.NEWEST.unshaded());
    muzzle = MuzzleCheck.of(extension, Agents.NEWEST.unshaded());
  }

  @AfterAll
  static void closeChecks() throws IOException {
    check.close();
    muzzle.close();
  }

  @BeforeEach
  void setUp() throws Exception {
    project = new ToyProject(directory);
    other = new ToyProject(otherDirectory);
  }

  @AfterEach
  void muzzleAlone_seesNothing() throws IOException {
    assertThat(muzzle.mismatches(List.of(other.library())).get(ToyProject.MODULE)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void libraryItWasMadeFor_takesAllAdvice(Agents agent) throws IOException {
    try (AdviceCheck check = AdviceCheck.of(extension, agent.unshaded())) {
      assertThat(findings(check)).isEmpty();
    }
  }

  @Test
  void renamedField_isReported() throws IOException {
    other.change(CLIENT, "String name =", "String label =").change(CLIENT, "name.", "label.");

    assertThat(findings())
        .hasSize(2)
        .allSatisfy(
            finding ->
                assertThat(finding)
                    .contains(
                        "ToyInstrumentation$FinishAdvice",
                        "private toy.lib.Reply toy.lib.Client.finish(toy.lib.Reply)",
                        "name"));
  }

  @Test
  void fieldOfAnotherType_isReported() throws IOException {
    other.change(CLIENT, "String name = \"toy\"", "StringBuilder name = new StringBuilder()");
    other.change(CLIENT, "name.isEmpty()", "name.length() == 0");

    assertThat(findings())
        .first()
        .asString()
        .contains(
            "ToyInstrumentation$FinishAdvice: inlined into",
            "java.lang.StringBuilder",
            "java.lang.String");
  }

  @Test
  void fieldOfSuperClassThatBecamePrivate_isReported() throws IOException {
    other.change(BASE_CLIENT, "protected int calls", "private int calls");

    assertThat(findings())
        .first()
        .asString()
        .contains("ToyInstrumentation$FinishAdvice: inlined into", "calls");
  }

  @Test
  void argumentOfAnotherType_isReported() throws IOException {
    other.change(CLIENT, CALL, CALL.replace("Listener listener", "Object object"));
    other.change(CLIENT, "listener.onReply", "((Listener) object).onReply");

    assertThat(findings())
        .first()
        .asString()
        .contains(
            "ToyInstrumentation$CallAdvice: inlined into",
            "toy.lib.Client.call(java.lang.String,java.lang.Object)",
            "toy.lib.Listener");
  }

  @Test
  void argumentThatIsGone_isReported() throws IOException {
    other.change(CLIENT, CALL, "public Reply call(String question) { Listener listener = null;");

    assertThat(findings())
        .first()
        .asString()
        .contains(
            "ToyInstrumentation$CallAdvice: inlined into",
            "toy.lib.Client.call(java.lang.String)",
            "index 1");
  }

  @Test
  void returnOfAnotherType_isReported() throws IOException {
    other.change(CLIENT, "private Reply finish", "private Object finish");
    other.change(CLIENT, "return finish(", "return (Reply) finish(");

    assertThat(findings())
        .first()
        .asString()
        .contains("ToyInstrumentation$FinishAdvice: inlined into", "toy.lib.Reply");
  }

  @Test
  void privateMethodWithAnotherName_isReported() throws IOException {
    other.change(CLIENT, "Reply finish(Reply", "Reply done(Reply");
    other.change(CLIENT, "return finish(", "return done(");

    assertThat(findings())
        .singleElement()
        .asString()
        .contains(
            "ToyInstrumentation$FinishAdvice: no method that can be woven is matched by",
            "finish",
            "toy.lib.Client");
  }

  @Test
  void privateMethodWithAnotherParameter_isReported() throws IOException {
    other.change(CLIENT, "Reply finish(Reply reply)", "Reply finish(Object reply)");
    other.change(CLIENT, "null : reply", "null : (Reply) reply");

    assertThat(findings())
        .singleElement()
        .asString()
        .contains("ToyInstrumentation$FinishAdvice: no method that can be woven is matched by");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abstract", "native"})
  void methodWithoutBody_isReported(String modifier) throws IOException {
    other.change(CLIENT, "public class", "public abstract class");
    other.change(
        CLIENT, CALL, CALL.replace("public", "public " + modifier).replace(" {", ";") + "\n{");
    other.change(CLIENT, "listener.onReply", "Listener listener = null; listener.onReply");
    other.change(CLIENT, "return finish(new Reply());", "finish(new Reply());");

    assertThat(findings())
        .singleElement()
        .asString()
        .contains("ToyInstrumentation$CallAdvice: no method that can be woven is matched by");
  }

  @Test
  void bridge_isNoMatch() throws IOException {
    project.change(
        INSTRUMENTATION,
        "named(\"call\")",
        "named(\"call\").and(net.bytebuddy.matcher.ElementMatchers.returns(Object.class))");
    other.add(
        "library/toy/lib/Caller.java",
        "package toy.lib; interface Caller<T> { T call(String question, Listener listener); }");
    other.change(CLIENT, "extends BaseClient", "extends BaseClient implements Caller<Reply>");

    assertThat(findingsOfChangedExtension())
        .singleElement()
        .asString()
        .contains("ToyInstrumentation$CallAdvice: no method that can be woven is matched by");
  }

  @Test
  void typeThatIsGone_isReported() throws IOException {
    project.change(INSTRUMENTATION, "named(\"toy.lib.Client\")", "named(\"toy.lib.Caller\")");

    assertThat(findingsOfChangedExtension())
        .singleElement()
        .asString()
        .contains("ToyInstrumentation: no type of the library is matched by", "toy.lib.Caller");
  }

  @Test
  void missingSuperType_isNoMatch() throws IOException {
    project.change(
        INSTRUMENTATION,
        "return named(\"toy.lib.Client\");",
        """
        return named("toy.lib.Client").or(
            io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.implementsInterface(
                named("toy.lib.Listener")));
        """);
    other.add("library/toy/lib/Gone.java", "package toy.lib; public class Gone {}");
    other.add("library/toy/lib/Here.java", "package toy.lib; public class Here extends Gone {}");
    Files.delete(other.library().resolve("toy/lib/Gone.class"));

    assertThat(findingsOfChangedExtension()).isEmpty();
  }

  @Test
  void absentAdvice_isNoFinding() throws IOException {
    other.change(CLIENT, "Reply finish(Reply", "Reply done(Reply");
    other.change(CLIENT, "return finish(", "return done(");

    assertThat(findings("ToyInstrumentation$FinishAdvice")).isEmpty();
  }

  @Test
  void absentType_isNoFinding() throws IOException {
    project.change(INSTRUMENTATION, "named(\"toy.lib.Client\")", "named(\"toy.lib.Caller\")");

    assertThat(findingsOfChangedExtension("ToyInstrumentation")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ToyInstrumentation", "ToyInstrumentation$FinishAdvice", "NoSuchInstrumentation"})
  void absentRowThatIsNotTrue_isReported(String absent) throws IOException {
    assertThat(findings(absent)).containsExactly(absent + " is listed as absent, but it is not");
  }

  @Test
  void unknownModule_isRefused() throws IOException {
    try (ClassFiles library = ClassFiles.ofJars(List.of(other.library()))) {
      assertThatThrownBy(() -> check.findings("toy.Other", library, Set.of()))
          .isInstanceOf(BuildFailure.class)
          .hasMessageContaining("no module toy.Other");
    }
  }

  private List<String> findings(String... absent) throws IOException {
    return findings(check, absent);
  }

  private List<String> findingsOfChangedExtension(String... absent) throws IOException {
    try (AdviceCheck check = AdviceCheck.of(project.assemble(), Agents.NEWEST.unshaded())) {
      return findings(check, absent);
    }
  }

  private List<String> findings(AdviceCheck check, String... absent) throws IOException {
    try (ClassFiles library = ClassFiles.ofJars(List.of(other.library()))) {
      return check.findings(ToyProject.MODULE, library, Set.of(absent));
    }
  }
}
