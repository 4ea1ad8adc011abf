/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.ClassRemapper;

/**
 * Everything a class file links to.
 *
 * @param named every type that is named anywhere, annotations and neighbours in a nest included
 * @param linked the types that are loaded when the class is used
 */
record ClassReferences(
    Set<String> named, Set<String> linked, Set<Member> members, Set<Lambda> lambdas) {

  /** A method or field that is used in the method {@code from}. */
  record Member(String from, String owner, String name, String descriptor, boolean ofInterface) {
    boolean isField() {
      return descriptor.charAt(0) != '(';
    }
  }

  /** A lambda or method reference in the method {@code from}, as the interface it implements. */
  record Lambda(String from, String type, String name, String descriptor) {}

  static ClassReferences of(byte[] classFile) {
    Set<String> named = new TreeSet<>();
    Set<String> linked = new TreeSet<>();
    Set<Member> members = new LinkedHashSet<>();
    Set<Lambda> lambdas = new LinkedHashSet<>();
    ClassReader reader = new ClassReader(classFile);
    reader.accept(typesInto(named), 0);
    reader.accept(new WithoutNeighbours(typesInto(linked)), 0);
    reader.accept(new CodeVisitor(members, lambdas), ClassReader.SKIP_FRAMES);
    return new ClassReferences(named, linked, members, lambdas);
  }

  /** True if the class holds advice: its methods are copied into a library. */
  static boolean isAdvice(byte[] classFile) {
    Set<String> named = new TreeSet<>();
    new ClassReader(classFile).accept(typesInto(named), ClassReader.SKIP_CODE);
    return named.contains("net/bytebuddy/asm/Advice$OnMethodEnter")
        || named.contains("net/bytebuddy/asm/Advice$OnMethodExit");
  }

  private static ClassVisitor typesInto(Set<String> names) {
    NameRewriter collector =
        new NameRewriter(
            name -> {
              names.add(name);
              return name;
            },
            value -> value);
    return new ClassRemapper(new ClassWriter(0), collector);
  }

  private static final class WithoutNeighbours extends AnnotationStripper {
    WithoutNeighbours(ClassVisitor next) {
      super(next, annotation -> true);
    }

    @Override
    public void visitInnerClass(
        String name, @Nullable String outerName, @Nullable String innerName, int access) {}

    @Override
    public void visitOuterClass(String owner, @Nullable String name, @Nullable String descriptor) {}

    @Override
    public void visitNestHost(String nestHost) {}

    @Override
    public void visitNestMember(String nestMember) {}
  }

  private static final class CodeVisitor extends ClassVisitor {
    private final Set<Member> members;
    private final Set<Lambda> lambdas;

    CodeVisitor(Set<Member> members, Set<Lambda> lambdas) {
      super(NameRewriter.ASM);
      this.members = members;
      this.lambdas = lambdas;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String from,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return new MethodVisitor(NameRewriter.ASM) {
        @Override
        public void visitMethodInsn(
            int opcode, String owner, String name, String descriptor, boolean isInterface) {
          members.add(new Member(from, owner, name, descriptor, isInterface));
        }

        @Override
        public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
          members.add(new Member(from, owner, name, descriptor, false));
        }

        @Override
        public void visitLdcInsn(Object value) {
          addHandle(value);
        }

        @Override
        public void visitInvokeDynamicInsn(
            String name, String descriptor, Handle bootstrap, Object... arguments) {
          addHandle(bootstrap);
          for (Object argument : arguments) {
            addHandle(argument);
          }
          if (bootstrap.getOwner().equals("java/lang/invoke/LambdaMetafactory")) {
            lambdas.add(
                new Lambda(
                    from,
                    Type.getReturnType(descriptor).getInternalName(),
                    name,
                    ((Type) arguments[0]).getDescriptor()));
          }
        }

        private void addHandle(Object value) {
          if (value instanceof Handle handle) {
            boolean isField = handle.getTag() <= Opcodes.H_PUTSTATIC;
            members.add(
                new Member(
                    from,
                    handle.getOwner(),
                    handle.getName(),
                    handle.getDesc(),
                    !isField && handle.isInterface()));
          }
        }
      };
    }
  }
}
