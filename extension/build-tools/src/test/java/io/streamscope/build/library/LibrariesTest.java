/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.streamscope.build.BuildFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LibrariesTest {

  private static final String TOY =
      """
      # a toy
      module,io.streamscope.instrumentation.toy.v1_0.ToyInstrumentationModule
      jars,org.toy:toy,org.toy:base:7
      floor,1.0
      tested,1.5,org.toy:more
      newest,2.0
      jars,org.toy:old-toy
      outside,0.9
      absent,BoxInstrumentation$OpenAdvice,1.0,1.5
      app,toy-1,org.toy:toy:1.0
      app,toy-2,bom org.toy:versions:2,org.toy:toy,!org.toy:heavy
      test,ToyContract,toy-1,floor inlined 17,red blue,app-of-red
      matrix,ToyContract,toy-2,newest called 25
      """;

  @TempDir private Path directory;

  private Libraries read(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name + ".csv"), text);
    return Libraries.read(directory);
  }

  @Test
  void file_isReadWhole() throws IOException {
    Library toy = read("toy-stream", TOY).all().get(0);

    assertThat(toy.name()).isEqualTo("toy-stream");
    assertThat(toy.module()).endsWith(".toy.v1_0.ToyInstrumentationModule");
    assertThat(toy.ofTheJdk()).isFalse();
    assertThat(toy.versions())
        .extracting(LibraryVersion::version)
        .containsExactly("1.0", "1.5", "2.0", "0.9");
    assertThat(toy.versions())
        .extracting(LibraryVersion::isSupported)
        .containsExactly(true, true, true, false);
    assertThat(toy.absences())
        .containsExactly(new Absence("BoxInstrumentation$OpenAdvice", List.of("1.0", "1.5")));
  }

  @Test
  void jarsOfALine_haveItsVersionUnlessTheySayAnother() throws IOException {
    Library toy = read("toy-stream", TOY).all().get(0);

    assertThat(toy.floor().jars())
        .extracting(Artifact::toString)
        .containsExactly("org.toy:toy:1.0", "org.toy:base:7");
    assertThat(toy.versions().get(1).jars())
        .extracting(Artifact::toString)
        .containsExactly("org.toy:toy:1.5", "org.toy:base:7", "org.toy:more:1.5");
    assertThat(toy.versions().get(3).jars())
        .extracting(Artifact::toString)
        .containsExactly("org.toy:old-toy:0.9");
  }

  @Test
  void jarsOfAnotherVersion_areCutTheSameWay() throws IOException {
    LibraryVersion tested = read("toy-stream", TOY).all().get(0).versions().get(1);

    assertThat(tested.jarsOf("3.0"))
        .extracting(Artifact::toString)
        .containsExactly("org.toy:toy:3.0", "org.toy:base:7", "org.toy:more:3.0");
  }

  @Test
  void classPath_mayTakeVersionsFromABillOfMaterials() throws IOException {
    ClassPath second = read("toy-stream", TOY).classPaths().get(1);

    assertThat(second.billOfMaterials()).hasToString("org.toy:versions:2");
    assertThat(second.artifacts()).extracting(Artifact::toString).containsExactly("org.toy:toy");
    assertThat(second.exclusions()).extracting(Artifact::toString).containsExactly("org.toy:heavy");
    assertThat(second.origin()).isEqualTo("libraries/toy-stream.csv:11");
  }

  @Test
  void everyBuild_runsTheTestsAndTheMatrixAllSetUps() throws IOException {
    Libraries libraries = read("toy-stream", TOY);

    assertThat(libraries.tests(false))
        .singleElement()
        .satisfies(
            test -> {
              assertThat(test.subjects()).containsExactly("red", "blue");
              assertThat(test.details()).containsExactly("app-of-red");
            });
    assertThat(libraries.tests(true)).hasSize(2 * Matrix.SETUPS.size() + 1);
    assertThat(libraries.tests(true))
        .filteredOn(test -> test.classPath().equals("toy-2"))
        .extracting(TestLine::setup)
        .containsExactlyInAnyOrderElementsOf(Matrix.SETUPS);
  }

  @Test
  void sameCellTwice_isOneWithTheSubjectsOfBoth() throws IOException {
    String twice = TOY + "matrix,ToyContract,toy-1,floor inlined 17,green\n";

    assertThat(read("toy-stream", twice).tests(true))
        .filteredOn(test -> test.classPath().equals("toy-1"))
        .extracting(TestLine::subjects)
        .containsOnly(List.of("red", "blue", "green"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flor,1.0                             | unknown line 'flor'
          floor,1.0,                           | empty value
          floor, 1.1                           | empty value, or blanks
          tested,1.0                           | one that was there: '1.0'
          floor,1.1                            | more than one line for FLOOR
          jars,org.toy                         | expected group:name
          jars,org.toy:to y                    | expected group:name
          absent,BoxInstrumentation,3.0        | [3.0] are not all among the versions
          app,toy-3,org.toy:toy                | has no version, and there is no bom
          app,toy-1,org.toy:toy:3              | 'app' of that name exists already
          test,ToyContract,toy-9,floor inlined 17      | no 'app' is called toy-9
          test,ToyContract,toy-1,flour inlined 17      | expected 'floor|newest inlined|called <JDK>'
          test,Toy,toy-1,floor inlined 17      | expected the name of a contract
          jdk                                  | versions, or a line 'jdk', and not both
          """)
  void mistake_isNamedWithItsFile(String line, String message) {
    assertThatThrownBy(() -> read("toy-stream", TOY + line + "\n"))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("libraries/toy-stream.csv")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"floor,FLOOR", "newest,NEWEST", "outside,OUTSIDE", "module,no line 'module'"})
  void missingLine_isNamed(String start, String message) {
    String without =
        TOY.replaceFirst("(?m)^absent,.*\n", "").replaceFirst("(?m)^" + start + ",.*\n", "");

    assertThatThrownBy(() -> read("toy-stream", without))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining(message);
  }

  @Test
  void moduleInTwoFiles_isAMistake() throws IOException {
    Files.writeString(directory.resolve("other-stream.csv"), TOY.replaceAll("toy-(?=[12])", "o"));

    assertThatThrownBy(() -> read("toy-stream", TOY))
        .isInstanceOf(BuildFailure.class)
        .hasMessageContaining("is in other-stream and toy-stream");
  }
}
