/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.Collection;
import java.util.List;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.pool.TypePool;

/**
 * The types of a library as Byte Buddy sees them. As in the agent a type that is only named, like
 * those in the signatures of methods, need not be there.
 *
 * @param classFiles the loader that has the class files, of the JDK too
 */
record LibraryTypes(
    Collection<String> names, ClassLoader classFiles, ClassFileLocator locator, TypePool pool) {

  static LibraryTypes of(Collection<String> names, ClassLoader classFiles) {
    ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(classFiles);
    TypePool pool =
        new TypePool.Default.WithLazyResolution(
            new TypePool.CacheProvider.Simple(), locator, TypePool.Default.ReaderMode.FAST);
    return new LibraryTypes(names, classFiles, locator, pool);
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
