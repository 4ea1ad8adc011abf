/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole build step in one call: unshade the agents, assemble the extension, check its links.
 */
public final class BuildExtension {

  private BuildExtension() {}

  /**
   * {@code <model classes> <agent classes> <compile class path> <out> <unshaded agents> <lowest
   * agent.jar> [<other agent.jar>...]}. Throws instead of exiting, so that it can run inside of
   * Maven.
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 6) {
      throw new BuildFailure(
          "usage: BuildExtension <model classes> <agent classes> <compile class path> <out>"
              + " <directory for unshaded agents> <lowest agent.jar> [<other agent.jar>...]");
    }
    List<Path> unshaded = new ArrayList<>();
    for (String agent : List.of(args).subList(5, args.length)) {
      unshaded.add(AgentUnshader.unshadeInto(Path.of(args[4]), Path.of(agent)));
    }
    Path out = Path.of(args[3]);
    ExtensionAssembler.assemble(Path.of(args[0]), Path.of(args[1]), unshaded.get(0), args[2], out);
    for (Path agent : unshaded) {
      BuildFailure.ifAny(
          "the extension does not link with " + agent.getFileName(),
          LinkageCheck.check(out, agent));
    }
  }
}
