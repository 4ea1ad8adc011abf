/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What Surefire and Failsafe wrote down of the tests of a build. */
final class TestReports {

  private static final List<String> DIRECTORIES = List.of("surefire-reports", "failsafe-reports");

  /** One line for all that an application lacks. */
  private static final Pattern LACKS = Pattern.compile("(.* does not play) (\\S+)");

  private static final Pattern REASON =
      Pattern.compile("(?:.*(?:TestAbortedException|Assumption failed): )?(.*?)\\s*");

  private final FileTime since;
  private final List<TestClass> classes = new ArrayList<>();
  private final Map<String, List<String>> skipped = new TreeMap<>();

  /**
   * A class with tests.
   *
   * @param seconds from its first test to its last
   */
  record TestClass(String name, int tests, int failed, int skipped, double seconds) {}

  /**
   * No reports yet.
   *
   * @param since when the build began: what is older is of another one
   */
  TestReports(FileTime since) {
    this.since = since;
  }

  /** Adds those of a module. */
  void read(Path target) throws IOException {
    for (String directory : DIRECTORIES) {
      Path reports = target.resolve(directory);
      if (Files.isDirectory(reports)) {
        try (Stream<Path> files = Files.list(reports)) {
          for (Path file : files.filter(TestReports::isReport).sorted().toList()) {
            if (Files.getLastModifiedTime(file).compareTo(since) >= 0) {
              read(parse(file));
            }
          }
        }
      }
    }
  }

  private static boolean isReport(Path file) {
    return file.getFileName().toString().matches("TEST-.*\\.xml");
  }

  private static Element parse(Path file) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(file.toFile())
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException unreadable) {
      throw new IOException("no report of tests: " + file, unreadable);
    }
  }

  private void read(Element suite) {
    classes.add(
        new TestClass(
            suite.getAttribute("name"),
            number(suite, "tests"),
            number(suite, "failures") + number(suite, "errors"),
            number(suite, "skipped"),
            Double.parseDouble(suite.getAttribute("time").replace(",", ""))));
    NodeList reasons = suite.getElementsByTagName("skipped");
    for (int i = 0; i < reasons.getLength(); i++) {
      Element reason = (Element) reasons.item(i);
      Element test = (Element) reason.getParentNode();
      String text = text(reason);
      Matcher lacks = LACKS.matcher(text);
      boolean isLacking = lacks.matches();
      skipped
          .computeIfAbsent(isLacking ? lacks.group(1) : text, key -> new ArrayList<>())
          .add(
              isLacking
                  ? lacks.group(2)
                  : simple(suite.getAttribute("name")) + "." + test.getAttribute("name"));
    }
  }

  private static int number(Element suite, String attribute) {
    return Integer.parseInt(suite.getAttribute(attribute));
  }

  private static String text(Element reason) {
    String message = reason.getAttribute("message");
    String text = message.isBlank() ? reason.getTextContent().strip() : message;
    String line = text.lines().findFirst().orElse("no reason");
    Matcher matcher = REASON.matcher(line);
    return matcher.matches() && !matcher.group(1).isEmpty() ? matcher.group(1) : line;
  }

  static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }

  List<TestClass> classes() {
    return classes;
  }

  /** The skipped tests, or what scenarios they lack, by the reason for it. */
  Map<String, List<String>> skipped() {
    return skipped;
  }
}
