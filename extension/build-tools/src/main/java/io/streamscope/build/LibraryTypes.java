/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.Collection;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * The types of a library as the agent describes them to Byte Buddy: one that is only named, as in
 * the signature of a method, need not be there.
 *
 * @param classFiles the loader that has the class files, of the JDK too
 */
record LibraryTypes(
    Collection<String> names, ClassLoader classFiles, ClassFileLocator locator, TypePool pool) {

  private static final String TOOLING = "io.opentelemetry.javaagent.tooling.muzzle.AgentTooling";

  static LibraryTypes of(Collection<String> names, ClassLoader classFiles) {
    ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(classFiles);
    try {
      AgentBuilder.PoolStrategy pools =
          (AgentBuilder.PoolStrategy) Class.forName(TOOLING).getMethod("poolStrategy").invoke(null);
      return new LibraryTypes(names, classFiles, locator, pools.typePool(locator, classFiles));
    } catch (ReflectiveOperationException e) {
      throw new BuildFailure("this agent has no pool of types: " + e, e);
    }
  }

  List<TypeDescription> matching(ElementMatcher<TypeDescription> matcher) {
    return names.stream()
        .map(name -> pool.describe(name).resolve())
        .filter(type -> matches(matcher, type))
        .toList();
  }

  /** The agent, too, leaves a type alone that extends what is not there. */
  private static boolean matches(ElementMatcher<TypeDescription> matcher, TypeDescription type) {
    try {
      return matcher.matches(type);
    } catch (TypePool.Resolution.NoSuchTypeException e) {
      return false;
    }
  }
}
