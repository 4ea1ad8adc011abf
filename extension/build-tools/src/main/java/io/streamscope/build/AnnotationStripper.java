/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.RecordComponentVisitor;
import org.objectweb.asm.TypePath;

/** Drops annotations, wherever a class file may hold them, by their descriptor. */
class AnnotationStripper extends ClassVisitor {

  private final Predicate<String> drops;

  AnnotationStripper(ClassVisitor next, Predicate<String> drops) {
    super(NameRewriter.ASM, next);
    this.drops = drops;
  }

  @Override
  public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
    return drops.test(descriptor) ? null : super.visitAnnotation(descriptor, visible);
  }

  @Override
  public @Nullable AnnotationVisitor visitTypeAnnotation(
      int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
    return drops.test(descriptor)
        ? null
        : super.visitTypeAnnotation(typeRef, path, descriptor, visible);
  }

  @Override
  public RecordComponentVisitor visitRecordComponent(
      String name, String descriptor, @Nullable String signature) {
    return new OfRecordComponent(super.visitRecordComponent(name, descriptor, signature));
  }

  @Override
  public FieldVisitor visitField(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      @Nullable Object value) {
    return new OfField(super.visitField(access, name, descriptor, signature, value));
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new OfMethod(super.visitMethod(access, name, descriptor, signature, exceptions));
  }

  private final class OfRecordComponent extends RecordComponentVisitor {
    OfRecordComponent(RecordComponentVisitor next) {
      super(NameRewriter.ASM, next);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return drops.test(descriptor) ? null : super.visitAnnotation(descriptor, visible);
    }

    @Override
    public @Nullable AnnotationVisitor visitTypeAnnotation(
        int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
      return drops.test(descriptor)
          ? null
          : super.visitTypeAnnotation(typeRef, path, descriptor, visible);
    }
  }

  private final class OfField extends FieldVisitor {
    OfField(FieldVisitor next) {
      super(NameRewriter.ASM, next);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return drops.test(descriptor) ? null : super.visitAnnotation(descriptor, visible);
    }

    @Override
    public @Nullable AnnotationVisitor visitTypeAnnotation(
        int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
      return drops.test(descriptor)
          ? null
          : super.visitTypeAnnotation(typeRef, path, descriptor, visible);
    }
  }

  private final class OfMethod extends MethodVisitor {
    OfMethod(MethodVisitor next) {
      super(NameRewriter.ASM, next);
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      return drops.test(descriptor) ? null : super.visitAnnotation(descriptor, visible);
    }

    @Override
    public @Nullable AnnotationVisitor visitTypeAnnotation(
        int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
      return drops.test(descriptor)
          ? null
          : super.visitTypeAnnotation(typeRef, path, descriptor, visible);
    }

    @Override
    public @Nullable AnnotationVisitor visitParameterAnnotation(
        int parameter, String descriptor, boolean visible) {
      return drops.test(descriptor)
          ? null
          : super.visitParameterAnnotation(parameter, descriptor, visible);
    }

    @Override
    public @Nullable AnnotationVisitor visitInsnAnnotation(
        int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
      return drops.test(descriptor)
          ? null
          : super.visitInsnAnnotation(typeRef, path, descriptor, visible);
    }

    @Override
    public @Nullable AnnotationVisitor visitTryCatchAnnotation(
        int typeRef, @Nullable TypePath path, String descriptor, boolean visible) {
      return drops.test(descriptor)
          ? null
          : super.visitTryCatchAnnotation(typeRef, path, descriptor, visible);
    }

    @Override
    public @Nullable AnnotationVisitor visitLocalVariableAnnotation(
        int typeRef,
        @Nullable TypePath path,
        Label[] start,
        Label[] end,
        int[] index,
        String descriptor,
        boolean visible) {
      return drops.test(descriptor)
          ? null
          : super.visitLocalVariableAnnotation(
              typeRef, path, start, end, index, descriptor, visible);
    }
  }
}
