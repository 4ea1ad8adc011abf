/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.build;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The model as a jar inside the extension jar. The extension appends it to the bootstrap loader's
 * search; nothing renames it there, so it already speaks the agent's run-time names.
 */
final class EmbeddedModel {

  static final String RESOURCE = "streamscope-model.bin";

  private static final NameRewriter SHADE =
      new NameRewriter(ShadedNames::shadeType, value -> value);
  private static final NameRewriter UNSHADE =
      new NameRewriter(ShadedNames::unshadeType, value -> value);

  private EmbeddedModel() {}

  static byte[] pack(SortedMap<String, byte[]> relocatedModel) throws IOException {
    return FileTree.zip(rewriteClasses(relocatedModel, SHADE));
  }

  /** The files of the model under plain OpenTelemetry names; empty if none is embedded. */
  static SortedMap<String, byte[]> unpack(Map<String, byte[]> extension) throws IOException {
    byte[] packed = extension.get(RESOURCE);
    return packed == null ? new TreeMap<>() : rewriteClasses(FileTree.unzip(packed), UNSHADE);
  }

  private static SortedMap<String, byte[]> rewriteClasses(
      Map<String, byte[]> files, NameRewriter rewriter) {
    SortedMap<String, byte[]> rewritten = new TreeMap<>();
    files.forEach(
        (path, content) ->
            rewritten.put(path, FileTree.isClass(path) ? rewriter.rewrite(content) : content));
    return rewritten;
  }
}
