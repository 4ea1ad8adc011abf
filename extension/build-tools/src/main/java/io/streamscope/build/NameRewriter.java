/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/** Renames types in class files, and in string constants by a rule of their own. */
final class NameRewriter extends Remapper {

  static final int ASM = Opcodes.ASM9;

  private final UnaryOperator<String> types;
  private final UnaryOperator<String> strings;

  /** Both rules return the value itself where nothing is to be changed. */
  @SuppressWarnings("deprecation") // the constructor with an API level is newer than our ASM
  NameRewriter(UnaryOperator<String> types, UnaryOperator<String> strings) {
    this.types = types;
    this.strings = strings;
  }

  @Override
  public String map(String internalName) {
    return types.apply(internalName);
  }

  @Override
  public @Nullable Object mapValue(@Nullable Object value) {
    return value instanceof String string ? strings.apply(string) : super.mapValue(value);
  }

  byte[] rewrite(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    accept(classFile, new ClassRemapper(writer, this));
    return writer.toByteArray();
  }

  /**
   * Rewrites and drops what nobody reads at run time: the annotations of JSpecify and generic
   * signatures, which are a fiftieth of the jar.
   */
  byte[] rewriteWithoutNullness(byte[] classFile) {
    ClassWriter writer = new ClassWriter(0);
    accept(
        classFile,
        new AnnotationStripper(
            new ClassRemapper(new SignatureStripper(writer), this),
            annotation -> annotation.startsWith("Lorg/jspecify/")));
    return writer.toByteArray();
  }

  private static void accept(byte[] classFile, ClassVisitor visitor) {
    new ClassReader(classFile).accept(visitor, 0);
  }
}
