/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocketclients;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Talks to models in real time as scripts say it: {@code <url of the models> <client> <script>...}.
 * A line that begins with {@code >} is sent, after {@code >#} comes how many bytes are; for one
 * that begins with {@code <} the next message is awaited, after {@code ?} come words of the one
 * that is.
 */
public final class RealtimeClients {

  private static final int BRIEF = 160;
  private static final Pattern RANDOM =
      Pattern.compile("(event|resp|item|sess|call)_[A-Za-z0-9_-]+|\"expires_at\":[0-9]+");
  private static final Pattern AUDIO = Pattern.compile("\\{audio ([0-9]+)\\}");

  private RealtimeClients() {}

  /** Prints what the client saw, a line for each thing, and ends. */
  public static void main(String[] arguments) throws IOException {
    Client client = WebSocketClients.client(arguments[1]);
    for (String file : Arrays.asList(arguments).subList(2, arguments.length)) {
      List<String> lines = Files.readAllLines(Path.of(file));
      Talk talk = new Talk();
      try {
        talk.begin(client, URI.create(arguments[0] + path(lines)));
        for (String line : lines) {
          play(line, talk);
        }
        talk.untilTheEnd();
      } catch (Exception failure) {
        talk.saw("thrown " + failure.getClass().getName());
      }
      String name = Path.of(file).getFileName().toString();
      talk.facts().forEach(fact -> System.out.println("FACT " + name + " " + brief(fact)));
    }
    System.exit(0);
  }

  private static String path(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("/")).findFirst().orElseThrow();
  }

  private static void play(String line, Talk talk) throws Exception {
    if (line.startsWith(">#")) {
      talk.connection().binary(Integer.parseInt(line.substring(2).trim()));
    } else if (line.startsWith(">")) {
      String text = withAudio(line.substring(1).trim());
      int middle = text.length() / 2;
      talk.connection().text(text.substring(0, middle), text.substring(middle));
    } else if (line.startsWith("<")) {
      talk.next();
    } else if (line.startsWith("?")) {
      talk.awaitWith(line.substring(1).trim());
    } else if (line.startsWith("close")) {
      talk.connection().close(Integer.parseInt(line.substring(5).trim()));
    }
  }

  /** So many bytes of silence, in base64. */
  private static String withAudio(String text) {
    return AUDIO
        .matcher(text)
        .replaceAll(
            match ->
                Base64.getEncoder().encodeToString(new byte[Integer.parseInt(match.group(1))]));
  }

  private static String brief(String fact) {
    String stable = RANDOM.matcher(fact).replaceAll("*");
    return stable.length() <= BRIEF
        ? stable
        : stable.substring(0, BRIEF) + "... " + stable.length() + " " + stable.hashCode();
  }
}
