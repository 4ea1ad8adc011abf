/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static io.streamscope.realtime.Talk.audio;
import static io.streamscope.realtime.Talk.told;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.streamscope.config.ConfigKey;
import io.streamscope.stream.RecordedTelemetry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However messages come, and whatever is among them, the same is told, and nothing of content. */
class RealtimeFramesTest {

  /** A conversation with each API: what is sent begins with an arrow. */
  enum Recorded {
    OPENAI(
        "wss://api.openai.com/v1/realtime?model=gpt-realtime",
        false,
        "{'type':'session.created','session':{'id':'sess_1','model':'gpt-realtime-2',"
            + "'instructions':'CANARY \u00e9\ud83d\ude00'}}",
        ">{'type':'input_audio_buffer.append','audio':'" + audio(300) + "'}",
        "{'type':'input_audio_buffer.speech_stopped'}",
        "{'type':'response.created','response':{'id':'resp_1','conversation_id':'conv_1'}}",
        "{'type':'response.output_audio.delta','response_id':'resp_1','delta':'"
            + audio(301)
            + "'}",
        "{'type':'response.output_audio_transcript.delta','response_id':'resp_1',"
            + "'delta':'CANARY \u00e9\ud83d\ude00 \\u00e9 \\' \\\\'}",
        "{'type':'response.done','response':{'id':'resp_1','status':'completed','output':[{"
            + "'type':'message','content':[{'transcript':'CANARY'}]},{'type':'function_call',"
            + "'arguments':'CANARY'}],'usage':{'input_tokens':3,'output_tokens':4}}}"),
    GEMINI(
        "wss://g.googleapis.com/ws/a.v1beta.GenerativeService.BidiGenerateContent",
        true,
        ">{'setup':{'model':'models/gemini-live'}}",
        "{'setupComplete':{}}",
        ">{'realtimeInput':{'audio':{'mimeType':'audio/pcm','data':'" + audio(300) + "'}}}",
        "{'serverContent':{'modelTurn':{'parts':[{'text':'CANARY \u00e9\ud83d\ude00'},"
            + "{'inlineData':{'data':'"
            + audio(302)
            + "','mimeType':'audio/pcm;rate=24000'}}]}}}",
        "{'serverContent':{'generationComplete':true}}",
        "{'usageMetadata':{'promptTokenCount':3,'responseTokenCount':4},"
            + "'serverContent':{'turnComplete':true}}"),
    DASHSCOPE(
        "wss://dashscope.aliyuncs.com/api-ws/v1/inference",
        false,
        ">{'header':{'action':'run-task','task_id':'t'},'payload':{'task':'asr','model':'m'}}",
        "{'header':{'event':'result-generated','task_id':'t'},'payload':{'output':{'sentence':{"
            + "'text':'CANARY'}}}}",
        "{'header':{'event':'task-finished','task_id':'t'},'payload':{'usage':{"
            + "'input_tokens':3,'output_tokens':4}}}");

    private final String url;
    private final boolean binary;
    private final List<String> messages;

    Recorded(String url, boolean binary, String... messages) {
      this.url = url;
      this.binary = binary;
      this.messages = List.of(messages);
    }

    List<String> messages() {
      return messages;
    }

    Talk talk() {
      return binary ? Talk.withBinary(url) : Talk.with(url);
    }
  }

  private static final List<String> JUNK =
      List.of(
          "",
          "no JSON",
          "7",
          "null",
          "[1,2",
          "[{'type':'response.done'}]",
          "{",
          "{'type':",
          "{'type':7}",
          "{'type':'response.done'",
          "{'type':'response.done','response':{'id':'resp_1','status':'fai",
          "{'type':'response.done','response':7}",
          "{'type':'response.done','response':{'id':'resp_7'}}",
          "{'type':'response.done' 'response':{'id':'resp_1','status':'failed'}}",
          "{'type':'never.heard.of','response_id':'resp_1'}",
          "{'serverContent':7}",
          "{'serverContent':{'interrupted':'yes','turnComplete':1}}",
          "{'toolCall':[]}",
          "{'header':{'event':'task-failed'",
          "{'header':7,'payload':[]}",
          "{'header':{'event':'task-failed','task_id':'of another'},'payload':{}}");

  @ParameterizedTest
  @EnumSource
  void messagesInTwoParts_sayTheSameWhereverTheyAreCut(Recorded recorded) {
    List<String> whole = played(recorded, Integer.MAX_VALUE);
    int longest =
        recorded.messages.stream()
            .mapToInt(message -> message.getBytes(StandardCharsets.UTF_8).length)
            .max()
            .orElseThrow();

    assertThat(whole).hasSize(1);
    for (int cut = 0; cut < longest; cut++) {
      assertThat(played(recorded, cut)).as("cut at %d", cut).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @EnumSource
  void framesOfMessages_sayTheSameWhereverTheyAreCut(Recorded recorded) {
    List<String> whole = played(recorded, Integer.MAX_VALUE);

    for (int cut : new int[] {0, 1, 99, 130, 131, 132, 133, 134, 135, 136, Integer.MAX_VALUE}) {
      Talk talk = recorded.talk();
      for (String message : recorded.messages) {
        if (message.startsWith(">")) {
          talk.sentInFrames(message.substring(1), cut);
        } else {
          talk.receivedInFrames(message, cut);
        }
        talk.after(10);
      }
      assertThat(talk.close().generations().stream().map(RealtimeFramesTest::all).toList())
          .as("cut at %d", cut)
          .isEqualTo(whole);
    }
  }

  private static List<String> played(Recorded recorded, int cut) {
    Talk talk = recorded.talk();
    for (String message : recorded.messages) {
      if (message.startsWith(">")) {
        talk.sentIn(message.substring(1), cut);
      } else {
        talk.receivedIn(message, cut);
      }
      talk.after(10);
    }
    return talk.close().generations().stream().map(RealtimeFramesTest::all).toList();
  }

  static String all(SpanData span) {
    return span.getName() + (span.getEndEpochNanos() - span.getStartEpochNanos()) + told(span);
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodyUnderstands_changesNothing(Recorded recorded) {
    Talk clean = recorded.talk();
    Talk talk = recorded.talk();
    for (String message : recorded.messages) {
      for (String junk : JUNK) {
        talk.sent(junk).received(junk);
      }
      boolean sent = message.startsWith(">");
      String event = sent ? message.substring(1) : message;
      (sent ? talk.sent(event) : talk.received(event)).after(10);
      (sent ? clean.sent(event) : clean.received(event)).after(10);
    }
    talk.close();
    clean.close();

    assertThat(withoutBytes(talk)).hasSize(1).isEqualTo(withoutBytes(clean));
  }

  private static List<Object> withoutBytes(Talk talk) {
    List<Object> all = new ArrayList<>();
    for (SpanData span : talk.generations()) {
      var attributes = told(span);
      attributes.remove("bytes");
      all.add(attributes);
    }
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void content_isNowhere(Recorded recorded) {
    Talk talk = recorded.talk();
    for (String message : recorded.messages) {
      boolean sent = message.startsWith(">");
      talk.after(10);
      if (sent) {
        talk.sent(message.substring(1));
      } else {
        talk.received(message);
      }
    }
    talk.close();

    assertThat(talk.telemetry().spans())
        .hasSize(2)
        .flatExtracting(RealtimeFramesTest::texts)
        .isNotEmpty()
        .noneMatch(text -> text.contains("CANARY") || text.contains("AAAAAAAA"));
  }

  private static List<String> texts(SpanData span) {
    Stream<String> events =
        span.getEvents().stream().map(EventData::getAttributes).map(Object::toString);
    return Stream.concat(
            Stream.of(span.getName(), span.getAttributes().toString(), span.getStatus().toString()),
            events)
        .toList();
  }

  @Test
  void connectionToSomethingElse_isNotRead() {
    Talk talk = Talk.with("wss://chat.example.com/ws");
    talk.received("{'type':'response.created','response':{'id':'resp_1'}}").close();

    assertThat(talk.session().realtime().isRead()).isFalse();
    assertThat(talk.telemetry().spans()).hasSize(1);
  }

  @Test
  void gatewayThatIsConfigured_isRead() {
    RecordedTelemetry telemetry =
        RecordedTelemetry.with(
            ConfigKey.GENAI_HTTP_PATHS, "*.corp.example/talk/*=openai.realtime:acme");
    Talk talk = Talk.with(telemetry, "wss://llm.corp.example:8443/talk/7?model=m%201");
    talk.received("{'type':'response.created','response':{'id':'resp_1'}}");
    talk.received("{'type':'response.done','response':{'id':'resp_1','status':'completed'}}");

    assertThat(talk.generation().getName()).isEqualTo("realtime_inference m 1");
    assertThat(told(talk.generation()))
        .containsEntry("gen_ai.provider.name", "acme")
        .containsEntry("server.address", "llm.corp.example")
        .containsEntry("server.port", 8443L);
  }

  @Test
  void manyPieces_areOneSpanWithFewEvents() {
    Talk talk = Talk.with(Recorded.OPENAI.url);
    talk.received("{'type':'response.created','response':{'id':'resp_1'}}");
    String delta =
        "{'type':'response.audio.delta','response_id':'resp_1','delta':'" + audio(480) + "'}";
    for (int i = 0; i < 100_000; i++) {
      talk.received(delta);
    }
    talk.received("{'type':'response.done','response':{'id':'resp_1','status':'completed'}}");

    assertThat(talk.generation().getEvents()).hasSizeLessThan(64);
    assertThat(told(talk.generation()))
        .containsEntry("chunk.count", 100_000L)
        .containsEntry("streamscope.realtime.output.audio.duration", 1_000.0);
  }

  @Test
  void whatIsSentAndReceivedAtOnce_isCounted() throws InterruptedException {
    Talk talk = Talk.with(Recorded.OPENAI.url);
    talk.received("{'type':'response.created','response':{'id':'resp_1'}}");
    String append = Talk.json("{'type':'input_audio_buffer.append','audio':'" + audio(480) + "'}");
    var realtime = talk.session().realtime();
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; i < 2_000; i++) {
                realtime.sent(append, true);
              }
            });
    sender.start();
    for (int i = 0; i < 2_000; i++) {
      talk.received("{'type':'response.text.delta','response_id':'resp_1','delta':'x'}");
    }
    sender.join();
    talk.received("{'type':'response.done','response':{'id':'resp_1','status':'completed'}}");
    talk.received("{'type':'response.created','response':{'id':'resp_2'}}");
    talk.received("{'type':'response.done','response':{'id':'resp_2','status':'completed'}}");

    assertThat(told(talk.generations().get(0))).containsEntry("chunk.count", 2_000L);
    assertThat(told(talk.generations().get(1)))
        .containsEntry("streamscope.realtime.input.audio.duration", 20.0);
  }

  @Test
  void usageAfterTwentyMegabytes_isFound() {
    Talk talk = Talk.with(Recorded.OPENAI.url);
    talk.received("{'type':'response.created','response':{'id':'resp_1'}}");
    String text = "x".repeat(1 << 20);
    String item = Talk.json("{'type':'message','content':[{'text':'" + text + "'}]}");
    String begin = "{'type':'response.done','response':{'id':'resp_1','output':[";
    var realtime = talk.session().realtime();
    realtime.received(Talk.json(begin), false);
    for (int i = 0; i < 20; i++) {
      realtime.received(item + ",", false);
    }
    realtime.received(item + Talk.json("],'usage':{'input_tokens':3}}}"), true);

    assertThat(told(talk.generation()))
        .containsEntry("outcome", "complete")
        .containsEntry("gen_ai.usage.input_tokens", 3L);
  }
}
