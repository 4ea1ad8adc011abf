/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import static net.bytebuddy.matcher.ElementMatchers.is;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.TypeResolutionStrategy;
import net.bytebuddy.dynamic.VisibilityBridgeStrategy;
import net.bytebuddy.dynamic.scaffold.InstrumentedType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;

/**
 * Weaves advice into class files in memory. How advice is assigned, inlined and called is decided
 * by the classes of the agent that decide it at run time.
 */
final class AdviceWeaver {

  /** How advice gets into a method. */
  enum Mode {
    /** Its code is copied: the default. */
    INLINED("TypeTransformerImpl"),
    /** It is called by {@code invokedynamic}. */
    CALLED("indy.IndyTypeTransformerImpl");

    private final String transformer;

    Mode(String transformer) {
      this.transformer = "io.opentelemetry.javaagent.tooling.instrumentation." + transformer;
    }
  }

  /** Configured like that of the agent. */
  private final ByteBuddy byteBuddy =
      new ByteBuddy()
          .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
          .with(VisibilityBridgeStrategy.Default.NEVER)
          .with(InstrumentedType.Factory.Default.FROZEN);

  private final InstrumentationModule module;
  private final LibraryTypes library;

  AdviceWeaver(InstrumentationModule module, LibraryTypes library) {
    this.module = module;
    this.library = library;
  }

  /** How the agent weaves into a type; in one older than the instruction it calls indirectly. */
  static List<Mode> modes(TypeDescription type) {
    ClassFileVersion version = type.getClassFileVersion();
    return version == null || version.isAtLeast(ClassFileVersion.JAVA_V7)
        ? List.of(Mode.values())
        : List.of(Mode.INLINED);
  }

  /** Throws what Byte Buddy throws if the advice does not fit the method. */
  void weave(RecordedAdvice advice, MethodDescription.InDefinedShape method, Mode mode) {
    TypeDescription type = method.getDeclaringType();
    DynamicType.Builder<?> builder = byteBuddy.decorate(type, library.locator());
    for (AgentBuilder.Transformer transformer : transformers(advice, method, mode)) {
      builder =
          transformer.transform(
              builder, type, library.classFiles(), null, AdviceWeaver.class.getProtectionDomain());
    }
    try (DynamicType.Unloaded<?> woven =
        builder.make(TypeResolutionStrategy.Disabled.INSTANCE, library.pool())) {
      byte[] before = library.locator().locate(type.getName()).resolve();
      if (woven.getBytes().length <= before.length) {
        throw new IllegalStateException("the class file is not changed");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the agent makes of the advice: it hands each transformer to its builder. */
  private List<AgentBuilder.Transformer> transformers(
      RecordedAdvice advice, MethodDescription.InDefinedShape method, Mode mode) {
    List<AgentBuilder.Transformer> transformers = new ArrayList<>();
    Class<?> type = AgentBuilder.Identified.Extendable.class;
    Object builder =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, called, arguments) -> {
              transformers.add((AgentBuilder.Transformer) arguments[0]);
              return proxy;
            });
    transformerOfTheAgent(mode, builder)
        .applyAdviceToMethod(is(method), advice.customizer(), advice.className());
    return transformers;
  }

  private TypeTransformer transformerOfTheAgent(Mode mode, Object builder) {
    try {
      Constructor<?> constructor = Class.forName(mode.transformer).getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      Object transformer =
          mode == Mode.INLINED
              ? constructor.newInstance(builder)
              : constructor.newInstance(builder, module);
      return (TypeTransformer) transformer;
    } catch (ReflectiveOperationException e) {
      throw new BuildFailure("this agent weaves in another way: " + e, e);
    }
  }
}
