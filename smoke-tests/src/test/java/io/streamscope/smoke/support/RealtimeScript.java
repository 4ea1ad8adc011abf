/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.support;

import io.streamscope.sink.SpanRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A conversation with a model in real time, as it was recorded. Its first line that begins with a
 * slash is the path; what the client sends begins with {@code >}, what the model does with {@code
 * <}, {@code <<} in a binary message; {@code #} is so many bytes. Lines after {@code =} say what
 * has to be seen of each generation.
 *
 * @param file where it is
 * @param lines all of them
 */
public record RealtimeScript(Path file, List<String> lines) {

  private static final Pattern AUDIO = Pattern.compile("\\{audio ([0-9]+)\\}");

  /** Reads the one of this name. */
  public static RealtimeScript of(String name) {
    Path file =
        Path.of(
            System.getProperty("project.root"),
            "smoke-tests/src/test/resources/realtime",
            name + ".txt");
    try {
      return new RealtimeScript(file, Files.readAllLines(file));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Where the client finds the model. */
  public String path() {
    return lines.stream().filter(line -> line.startsWith("/")).findFirst().orElseThrow();
  }

  /** How its session is called. */
  public String session() {
    return lines.stream()
        .filter(line -> line.startsWith("websocket_session "))
        .findFirst()
        .orElseThrow();
  }

  /** What passes, in order. */
  List<String> messages() {
    return lines.stream()
        .filter(line -> line.startsWith("<") || line.startsWith(">"))
        .map(RealtimeScript::withAudio)
        .toList();
  }

  private static String withAudio(String line) {
    return AUDIO
        .matcher(line)
        .replaceAll(
            match ->
                Base64.getEncoder().encodeToString(new byte[Integer.parseInt(match.group(1))]));
  }

  /** What is seen of generations, in the order in which they began, without times. */
  public static List<String> seen(List<SpanRecord> generations) {
    List<String> seen = new ArrayList<>();
    generations.stream()
        .sorted(Comparator.comparingLong(SpanRecord::startNanos))
        .forEach(
            span -> {
              seen.add(span.name());
              new TreeMap<>(span.attributes())
                  .forEach(
                      (key, value) -> {
                        if (isOfGenerations(key) && !key.contains("time_to_first")) {
                          seen.add(key + "=" + value);
                        }
                      });
            });
    return seen;
  }

  private static boolean isOfGenerations(String key) {
    return key.startsWith("gen_ai.")
        || key.startsWith("streamscope.realtime.")
        || key.equals("error.type")
        || key.equals("streamscope.stream.outcome")
        || key.equals("streamscope.stream.cancel.reason")
        || key.equals("streamscope.stream.chunk.count");
  }

  /** What has to be seen: a line for each attribute, after one with the name of each span. */
  public List<String> expected() {
    List<String> expected = new ArrayList<>();
    for (String line : lines) {
      if (line.startsWith("= ")) {
        expected.add(line.substring(2).trim());
      }
    }
    return expected;
  }
}
