/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Finds, in the class files of a library, advice that would not be woven: muzzle compares what our
 * code calls, but neither a matcher that matches nothing nor a field, an argument or a type that
 * advice asks for. The agent says nothing of the former, and of the latter only in its debug log.
 *
 * <p>Every type description of a module is run over every type of the library, and its advice is
 * woven into all that it matches, inlined and called, by the agent's own code. Nothing is loaded.
 */
public final class AdviceCheck implements Closeable {

  private final PlainAgent agent;

  private AdviceCheck(PlainAgent agent) {
    this.agent = agent;
  }

  /**
   * Prepares the questions.
   *
   * @param extension the extension jar, or the directory it is made of
   * @param unshadedAgentJar an agent as written by {@link AgentUnshader}
   */
  public static AdviceCheck of(Path extension, Path unshadedAgentJar) throws IOException {
    return new AdviceCheck(PlainAgent.of(extension, unshadedAgentJar, AdviceDriver.class));
  }

  /**
   * Returns a sentence for each finding, none if all advice of the module is woven.
   *
   * @param module name of its class
   * @param library one version of what it is for
   * @param absent what this version does not have: simple names of type descriptions whose types,
   *     or of advice ({@code Type$Advice}) whose methods it lacks. One that it has is a finding.
   */
  public List<String> findings(String module, ClassFiles library, Set<String> absent) {
    Object findings =
        agent.call(
            AdviceDriver.class.getName(),
            "findings",
            List.of(String.class, Collection.class, ClassLoader.class, Set.class),
            module,
            library.typeNames(),
            library.resources(),
            absent);
    return ((List<?>) findings).stream().map(String.class::cast).toList();
  }

  @Override
  public void close() throws IOException {
    agent.close();
  }
}
