/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.streamscope.stream.StreamSide;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceFieldTest {

  private static final SpanContext SPAN =
      SpanContext.create(
          "0af7651916cd43dd8448eb211c80319c",
          "b7ad6b7169203331",
          TraceFlags.getSampled(),
          TraceState.getDefault());
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final String WRITTEN = "\"traceparent\":\"" + PARENT + "\"";
  private static final TraceField BOTH = TraceField.of("traceparent", "both");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1}                     | {@,\"a\":1}",
        "{}                            | {@}",
        "{ }                           | {@ }",
        "` \n{ \"a\" : [1, {}] }\n`    | ` \n{@, \"a\" : [1, {}] }\n`",
        "{\"a\":{\"traceparent\":\"x\"}} | {@,\"a\":{\"traceparent\":\"x\"}}",
        "{\"q\":\"é🙂 \\u00e9\"}        | {@,\"q\":\"é🙂 \\u00e9\"}",
      })
  void object_getsTheFieldFirst(String text, String written) {
    assertThat(BOTH.into(text, SPAN)).isEqualTo(written.replace("@", WRITTEN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":",
        "{\"a\":1}{\"b\":2}",
        "{\"a\":1} more",
        "{a:1}",
        "[{\"a\":1}]",
        "\"{}\"",
        "hello",
        "12",
        "{\"traceparent\":\"of the application\"}",
        "{\"a\":1,\"traceparent\":null}"
      })
  void everythingElse_staysAsItIs(String text) {
    assertThat(BOTH.into(text, SPAN)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SEND;destination:/app/ask;;{\"a\":1}0       | SEND;@;destination:/app/ask;;{\"a\":1}0",
        "MESSAGE;id:7;content-length:2;;hi0;       | MESSAGE;@;id:7;content-length:2;;hi0;",
        "MESSAGE;id:7;;traceparent:of the text0    | MESSAGE;@;id:7;;traceparent:of the text0",
      })
  void frameOfStomp_getsAHeader(String text, String written) {
    assertThat(BOTH.into(stomp(text), SPAN))
        .isEqualTo(stomp(written).replace("@", "traceparent:" + PARENT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SUBSCRIBE;id:0;;0",
        "CONNECTED;version:1.2;;0",
        "SEND;destination:/app/ask;;a part",
        "SEND;destination:/app/ask",
        "SEND;0",
        "SEND it;;0",
        "SENDING;;0",
        "MESSAGE;traceparent:of the application;;hi0",
        "MESSAGE;id:7;traceparent:;;hi0"
      })
  void otherFrames_stayAsTheyAre(String text) {
    assertThat(BOTH.into(stomp(text), SPAN)).isNull();
  }

  @Test
  void headerOfAName_isWrittenUnlessThereIsOneOfEither() {
    TraceField named = TraceField.of("trace", "client");

    assertThat(named.into(stomp("SEND;a:1;;0"), SPAN))
        .isEqualTo(stomp("SEND;trace:" + PARENT + ";a:1;;0"));
    assertThat(named.into(stomp("SEND;trace:x;;0"), SPAN)).isNull();
    assertThat(named.into(stomp("SEND;traceparent:x;;0"), SPAN)).isNull();
    assertThat(TraceField.of("a:b", "client").into(stomp("SEND;a:1;;0"), SPAN)).isNull();
  }

  @Test
  void headerThatIsWritten_isReadAsTheSameTrace() {
    String written = BOTH.into(stomp("SEND;destination:/app/ask;;who?0"), SPAN);

    assertThat(written).isNotNull();
    assertThat(BOTH.into(written, SPAN)).isNull();
    MessageFields fields = MessageFields.of("", "", "traceparent");
    assertThat(Span.fromContext(fields.contextOf(StompFrame.of(written))))
        .extracting(span -> span.getSpanContext().getSpanId())
        .isEqualTo(SPAN.getSpanId());
  }

  private static String stomp(String text) {
    return text.replace(';', '\n').replaceFirst("0(?=\n*$)", "\0");
  }

  @Test
  void textThatWasWritten_isNotWrittenAgain() {
    String written = BOTH.into("{\"a\":1}", SPAN);

    assertThat(written).isNotNull();
    assertThat(BOTH.into(written, SPAN)).isNull();
  }

  @Test
  void longText_staysAsItIs() {
    assertThat(BOTH.into("{\"a\":\"" + "x".repeat(70_000) + "\"}", SPAN)).isNull();
  }

  @Test
  void withoutASpan_nothingIsWritten() {
    assertThat(BOTH.into("{}", SpanContext.getInvalid())).isNull();
  }

  @Test
  void whatIsWritten_isReadAsTheSameTrace() {
    String written = BOTH.into("{\"question\":\"who?\"}", SPAN);

    MessageFields fields = MessageFields.of("", "", "traceparent");
    assertThat(Span.fromContext(fields.contextOf(written)))
        .extracting(span -> span.getSpanContext().getSpanId())
        .isEqualTo(SPAN.getSpanId());
  }

  /** Whatever happens to a text: it is left alone, or is what it was with the field taken out. */
  @Test
  void damagedTexts_loseNothing() {
    Random random = new Random(12);
    String whole = "{\"a\":[1,2,{\"b\":null}],\"c\":\"d\\\"e\",\"f\":true,\"g\":{}}";
    int written = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int damage = random.nextInt(3); damage > 0; damage--) {
        text.setCharAt(random.nextInt(text.length()), "{}[]\",:a1 \\".charAt(random.nextInt(11)));
      }
      text.setLength(text.length() - (random.nextInt(4) == 0 ? random.nextInt(10) : 0));
      String with = BOTH.into(text, SPAN);
      if (with != null) {
        written++;
        assertThat(with.replaceFirst("\"traceparent\":\"[^\"]*\",?", ""))
            .isEqualTo(text.toString());
      }
    }
    assertThat(written).isGreaterThan(1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "traceparent, none, false, false",
    "traceparent, client, true, false",
    "traceparent, server, false, true",
    "traceparent, both, true, true",
    "'', both, false, false",
    "'a\"b', both, false, false"
  })
  void sides_areTheUsersChoice(String name, String sides, boolean client, boolean server) {
    TraceField field = TraceField.of(name, sides);

    assertThat(field.of(StreamSide.CLIENT) != null).isEqualTo(client);
    assertThat(field.of(StreamSide.SERVER) != null).isEqualTo(server);
  }
}
