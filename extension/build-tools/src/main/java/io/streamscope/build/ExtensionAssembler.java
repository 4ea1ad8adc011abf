/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the class tree of the extension jar from the two compiled modules: the model, relocated and
 * embedded as a jar of its own, and the agent classes with muzzle's methods.
 */
public final class ExtensionAssembler {

  private ExtensionAssembler() {}

  /** {@code <model classes> <agent classes> <unshaded agent.jar> <compile class path> <out>}. */
  public static void main(String[] args) throws IOException {
    if (args.length != 5) {
      throw new BuildFailure(
          "usage: ExtensionAssembler <model classes> <agent classes> <unshaded agent.jar>"
              + " <compile class path> <out>");
    }
    assemble(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), args[3], Path.of(args[4]));
  }

  /** Replaces {@code out}; throws {@link BuildFailure} if the result would not work. */
  public static void assemble(
      Path modelClasses,
      Path agentClasses,
      Path unshadedAgentJar,
      String compileClassPath,
      Path out)
      throws IOException {
    SortedMap<String, byte[]> modelFiles = FileTree.read(modelClasses);
    SortedMap<String, byte[]> agentFiles = FileTree.read(agentClasses);
    ModelRelocation relocation = ModelRelocation.of(modelFiles.keySet());
    relocation.requireSeparate(agentFiles.keySet());
    SortedMap<String, byte[]> model = relocation.relocate(modelFiles);
    SortedMap<String, byte[]> product = relocation.relocate(agentFiles);
    product.put(EmbeddedModel.RESOURCE, EmbeddedModel.pack(model));
    FileTree.delete(out);
    FileTree.write(product, out);

    product.putAll(muzzle(product, model, unshadedAgentJar, compileClassPath, out));
    BuildFailure.ifAny("the extension would not work", AssemblyRules.violations(product));
    FileTree.write(product, out);
  }

  private static Map<String, byte[]> muzzle(
      SortedMap<String, byte[]> product,
      SortedMap<String, byte[]> model,
      Path unshadedAgentJar,
      String compileClassPath,
      Path out)
      throws IOException {
    List<String> modules =
        ModuleClass.among(FileTree.classes(product)).stream().map(ModuleClass::className).toList();
    Path plainModel = Files.createTempDirectory("streamscope-model");
    try {
      FileTree.write(model, plainModel);
      Map<String, byte[]> generated =
          new MuzzleGeneration(List.of(out, plainModel), unshadedAgentJar, compileClassPath)
              .generate(modules);
      return inRunTimeNames(generated);
    } finally {
      FileTree.delete(plainModel);
    }
  }

  private static Map<String, byte[]> inRunTimeNames(Map<String, byte[]> generated) {
    SortedMap<String, byte[]> files = new TreeMap<>();
    generated.forEach(
        (className, bytes) -> {
          String internalName = className.replace('.', '/');
          files.put(
              internalName + FileTree.CLASS_SUFFIX,
              new ModuleClass(internalName, bytes).withRunTimeNames().bytes());
        });
    return files;
  }
}
