/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFilesTest {

  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path directory;

  @Test
  void jar_hasItsTypesOnly() throws IOException {
    Path jar = directory.resolve("library.jar");
    TreeMap<String, byte[]> files = new TreeMap<>();
    files.put("toy/lib/Client.class", CONTENT);
    files.put("toy/lib/Client$Call.class", CONTENT);
    files.put("toy/lib/package-info.class", CONTENT);
    files.put("toy/lib/client.properties", CONTENT);
    files.put("module-info.class", CONTENT);
    files.put("META-INF/versions/21/toy/lib/Client.class", CONTENT);
    try (OutputStream out = Files.newOutputStream(jar)) {
      FileTree.zip(files, out, 1);
    }

    try (ClassFiles library = ClassFiles.ofJars(List.of(jar))) {
      assertThat(library.typeNames()).containsExactly("toy.lib.Client", "toy.lib.Client$Call");
      assertThat(read(library, "toy/lib/Client.class")).isEqualTo(CONTENT);
      assertThat(read(library, "java/lang/Object.class")).isNotEmpty();
    }
  }

  @Test
  void jdk_hasTypesOfAllItsModules() throws IOException {
    try (ClassFiles jdk = ClassFiles.ofJdk(Path.of(System.getProperty("java.home")))) {
      assertThat(jdk.typeNames())
          .contains("java.lang.Object", "jdk.internal.net.http.HttpClientImpl")
          .doesNotContain("module-info");
      assertThat(read(jdk, "java/lang/Object.class")).isNotEmpty();
      assertThat(jdk.resources().getResourceAsStream("toy/lib/Client.class")).isNull();
    }
  }

  private static byte[] read(ClassFiles library, String path) throws IOException {
    try (InputStream in = library.resources().getResourceAsStream(path)) {
      return in.readAllBytes();
    }
  }
}
