/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What leaves the server is what was asked for, byte by byte, and is told as it was. */
class StreamSourceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String TEXT = "é日本🙂";

  private StreamSource source;

  @BeforeEach
  void start() throws IOException {
    source = StreamSource.start();
  }

  @AfterEach
  void stop() throws IOException {
    source.close();
  }

  private Socket ask(String query) throws IOException {
    Socket socket = new Socket("127.0.0.1", source.port());
    String head = "GET /stream?" + query + " HTTP/1.1\r\nHost: x\r\nLast-Event-ID: 7\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  /** The body of an answer that ends with the connection. */
  private byte[] body(String query) throws IOException {
    try (Socket socket = ask(query + "&framing=close")) {
      byte[] answer = socket.getInputStream().readAllBytes();
      String text = new String(answer, StandardCharsets.ISO_8859_1);
      int at = text.indexOf("\r\n\r\n") + 4;
      return java.util.Arrays.copyOfRange(answer, at, answer.length);
    }
  }

  private String text(String query) throws IOException {
    return new String(body(query), StandardCharsets.UTF_8);
  }

  private ServedRequest served() {
    List<ServedRequest> requests =
        source.awaitRequests(all -> all.size() == 1 && all.get(0).ending() != null, PATIENCE);
    return requests.get(0);
  }

  @Test
  void plainEvents_areWrittenAndCounted() throws IOException {
    String body = text("n=2");

    assertThat(body).isEqualTo("data: event 0 " + TEXT + "\n\ndata: event 1 " + TEXT + "\n\n");
    assertThat(served().events()).isEqualTo(2);
    assertThat(served().payloadBytes()).isEqualTo(2 * 20);
    assertThat(served().wireBytes()).isEqualTo(body.getBytes(StandardCharsets.UTF_8).length);
    assertThat(served().ending()).isEqualTo(Ending.COMPLETE);
    assertThat(served().header("last-event-id")).isEqualTo("7");
  }

  @Test
  void richEvents_haveMarkCommentsIdsAndLines() throws IOException {
    String body = text("n=2&bom&comments=2&ids=5&names&lines=2&eol=crlf");

    assertThat(body)
        .isEqualTo(
            ("\uFEFF: ping\n\n"
                    + "id: id-5\nevent: note\ndata: event 0 é日本🙂\ndata: line 1\n\n"
                    + "id: id-6\nevent: note\ndata: event 1 é日本🙂\ndata: line 1\n\n")
                .replace("\n", "\r\n"));
    assertThat(served().heartbeats()).isEqualTo(1);
    assertThat(served().payloadBytes()).isEqualTo(2 * (20 + 1 + 6));
  }

  @Test
  void splitBody_isTheSameInChunksOfFewBytes() throws IOException {
    assertThat(text("n=2&split")).isEqualTo(text("n=2"));

    try (Socket socket = ask("n=1&split&status=200")) {
      String answer = until(socket.getInputStream(), "0\r\n\r\n");
      assertThat(answer).contains("\r\n\r\n1\r\nd\r\n2\r\nat\r\n3\r\na: \r\n1\r\ne\r\n5\r\n");
    }
  }

  private static String until(InputStream in, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended: " + text);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  @Test
  void compressedBody_canBeReadEventByEvent() throws IOException {
    byte[] body = body("n=2&gzip");

    String plain =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(),
            StandardCharsets.UTF_8);
    assertThat(plain).isEqualTo("data: event 0 " + TEXT + "\n\ndata: event 1 " + TEXT + "\n\n");
  }

  @Test
  void announcedLength_isThatOfTheBody() throws IOException {
    try (Socket socket = ask("n=2&comments=1&framing=length")) {
      String head = until(socket.getInputStream(), "\r\n\r\n");
      int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
      assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
      assertThat(served().wireBytes()).isEqualTo(length);
    }
  }

  @Test
  void pauses_areAtLeastAsLongAsAsked() throws IOException {
    long before = System.nanoTime();

    assertThat(text("n=3&firstMs=50&gapMs=20&stallAt=2&stallMs=100")).contains("event 2");

    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(170_000_000L);
  }

  @Test
  void resetConnection_failsTheReaderInsideAChunk() throws IOException {
    try (Socket socket = ask("n=5&reset=1")) {
      InputStream in = socket.getInputStream();
      until(in, "\n\n\r\n");

      assertThatThrownBy(in::readAllBytes).isInstanceOf(SocketException.class);
      assertThat(served().ending()).isEqualTo(Ending.RESET);
      assertThat(served().events()).isEqualTo(1);
    }
  }

  @Test
  void droppedConnection_endsWithoutTheLastChunk() throws IOException {
    try (Socket socket = ask("n=5&drop=1")) {
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).contains("event 0").doesNotContain("event 1", "0\r\n\r\n");
      assertThat(served().ending()).isEqualTo(Ending.DROPPED);
    }
  }

  @Test
  void clientThatLeaves_isNoticedWithoutAWrite() throws IOException {
    ask("silent").close();
    assertThat(served().ending()).isEqualTo(Ending.CLIENT_GONE);
  }

  @Test
  void unansweredClientThatLeaves_isNoticed() throws IOException {
    ask("noheaders").close();
    assertThat(served().ending()).isEqualTo(Ending.CLIENT_GONE);
    assertThat(served().wireBytes()).isZero();
  }

  @Test
  void requestsOfOneConnection_areAnsweredOneByOne() throws IOException {
    try (Socket socket = ask("n=1&type=ndjson")) {
      until(socket.getInputStream(), "0\r\n\r\n");
      String head = "GET /stream?n=1&type=jsonl HTTP/1.1\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      assertThat(until(socket.getInputStream(), "0\r\n\r\n")).contains("application/jsonl");
    }
    assertThat(source.requests()).hasSize(2);
  }
}
