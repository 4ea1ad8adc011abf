/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** What would silently do nothing at run time, found in the assembled files. */
final class AssemblyRules {

  private static final String MODULES =
      ServiceFiles.DIRECTORY
          + "io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule";
  private static final String OURS = "io.streamscope.";
  private static final String APPLICATION_SIDE = OURS + "instrumentation.";

  private final Map<String, byte[]> files;
  private final SortedMap<String, byte[]> classes;
  private final List<String> violations = new ArrayList<>();

  private AssemblyRules(Map<String, byte[]> files) {
    this.files = files;
    this.classes = FileTree.classes(files);
  }

  /** Returns a sentence for each violation. */
  static List<String> violations(Map<String, byte[]> files) {
    AssemblyRules rules = new AssemblyRules(files);
    rules.checkModules();
    rules.checkServices();
    return rules.violations;
  }

  private void checkModules() {
    Set<String> listed = ServiceFiles.providers(files.get(MODULES));
    for (ModuleClass module : ModuleClass.among(classes)) {
      String name = module.className();
      if (!module.isMuzzled()) {
        violations.add(name + " does not implement InstrumentationModuleMuzzle");
      }
      if (!listed.contains(name)) {
        violations.add(name + " is not listed in " + MODULES);
      }
      for (String helper : module.helpers()) {
        if (isAgentSide(helper)) {
          violations.add(name + " injects the agent-side class " + helper);
        } else if (helper.startsWith(OURS) && !classes.containsKey(helper.replace('.', '/'))) {
          violations.add(name + " injects the missing class " + helper);
        }
      }
      for (String reference : module.references()) {
        if (isAgentSide(reference)) {
          violations.add(
              name + " has advice or helpers that use the agent-side class " + reference);
        }
      }
    }
  }

  private void checkServices() {
    files.forEach(
        (path, content) -> {
          if (path.startsWith(ServiceFiles.DIRECTORY)) {
            for (String provider : ServiceFiles.providers(content)) {
              if (!classes.containsKey(provider.replace('.', '/'))) {
                violations.add(path + " names the missing class " + provider);
              }
            }
          }
        });
  }

  private static boolean isAgentSide(String name) {
    return name.startsWith(OURS) && !name.startsWith(APPLICATION_SIDE);
  }
}
