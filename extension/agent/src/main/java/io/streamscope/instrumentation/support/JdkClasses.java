/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.instrumentation.support;

import net.bytebuddy.matcher.ElementMatcher;
import org.jspecify.annotations.Nullable;

/** Lets a module into the class loaders of the JDK only. */
final class JdkClasses extends ElementMatcher.Junction.AbstractBase<ClassLoader> {

  @Override
  public boolean matches(@Nullable ClassLoader loader) {
    return loader == null || loader == ClassLoader.getPlatformClassLoader();
  }
}
