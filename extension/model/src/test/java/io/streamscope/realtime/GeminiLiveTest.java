/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static io.streamscope.realtime.Talk.audio;
import static io.streamscope.realtime.Talk.complete;
import static io.streamscope.realtime.Talk.told;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiLiveTest {

  private static final String URL =
      "wss://generativelanguage.googleapis.com/ws/"
          + "google.ai.generativelanguage.v1beta.GenerativeService.BidiGenerateContent?key=SECRET";

  private static final String SETUP =
      "{'setup':{'model':'models/gemini-2.5-flash-live','generationConfig':{"
          + "'responseModalities':['AUDIO']},'systemInstruction':{'parts':[{'text':'CANARY'}]}}}";

  private static final String ASKED =
      "{'clientContent':{'turns':[{'role':'user','parts':[{'text':'CANARY'}]}],"
          + "'turnComplete':true}}";

  private static final String USAGE =
      "'usageMetadata':{'promptTokenCount':20,'responseTokenCount':30,'totalTokenCount':50,"
          + "'promptTokensDetails':[{'modality':'TEXT','tokenCount':8},"
          + "{'modality':'AUDIO','tokenCount':12}],"
          + "'responseTokensDetails':[{'modality':'AUDIO','tokenCount':30}]}";

  private final Talk talk = Talk.withBinary(URL);

  private Talk begin() {
    return talk.sent(SETUP).received("{'setupComplete':{'sessionId':'s-1'}}").after(500);
  }

  @Test
  void messageThatIsAnswered_isOneGeneration() {
    begin().sent(ASKED).after(200).received(sound(4800)).after(50).received(sound(4800));
    talk.received(says("'outputTranscription':{'text':'CANARY'}")).after(50);
    talk.received(says("'generationComplete':true")).after(400);
    talk.received("{'serverContent':{'turnComplete':true}," + USAGE + "}").close();

    SpanData span = talk.generation();
    assertThat(span.getName()).isEqualTo("realtime_inference gemini-2.5-flash-live");
    assertThat(told(span))
        .isEqualTo(
            complete(
                span,
                "realtime_inference",
                "gcp.gemini",
                "gemini-2.5-flash-live",
                entry("chunk.count", 3L),
                entry("gen_ai.output.type", "speech"),
                entry("gen_ai.realtime_session.id", "s-1"),
                entry("gen_ai.response.finish_reasons", List.of("stop")),
                entry("gen_ai.response.time_to_first_chunk", 0.2),
                entry("gen_ai.usage.audio.input_tokens", 12L),
                entry("gen_ai.usage.audio.output_tokens", 30L),
                entry("gen_ai.usage.input_tokens", 20L),
                entry("gen_ai.usage.output_tokens", 30L),
                entry("gen_ai.usage.text.input_tokens", 8L),
                entry("server.address", "generativelanguage.googleapis.com"),
                entry("streamscope.realtime.input.end", "message"),
                entry("streamscope.realtime.output.audio.duration", 0.2),
                entry("streamscope.realtime.time_to_first_audio", 0.2)));
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(300_000_000);
    assertThat(span.getParentSpanId()).isEqualTo(talk.sessionSpan().getSpanId());
  }

  @Test
  void speechThatNobodyEnds_endsWithTheLastAudio() {
    begin().sent(speech(3200)).after(100).sent(speech(3200)).after(250).received(sound(480));
    talk.received(says("'turnComplete':true"));

    assertThat(told(talk.generation()))
        .containsEntry("streamscope.realtime.input.end", "last_audio")
        .containsEntry("streamscope.realtime.input.audio.duration", 0.2)
        .containsEntry("streamscope.realtime.time_to_first_audio", 0.25);
  }

  @Test
  void speechBetweenItsMarks_endsWithTheLast() {
    begin().sent("{'realtimeInput':{'activityStart':{}}}").sent(speech(3200)).after(40);
    talk.sent("{'realtime_input':{'activity_end':{}}}").after(60).received(sound(480));
    talk.received(says("'turnComplete':true"));

    assertThat(told(talk.generation()))
        .containsEntry("streamscope.realtime.input.end", "activity_end")
        .containsEntry("streamscope.realtime.time_to_first_audio", 0.06);
  }

  @Test
  void speechThatTheServerHears_endsWhereItSays() {
    begin().sent(speech(3200)).after(40);
    talk.received("{'voiceActivity':{'voiceActivityType':'ACTIVITY_END'}}").sent(speech(3200));
    talk.after(60).received(sound(480)).received(says("'turnComplete':true"));

    assertThat(told(talk.generation()))
        .containsEntry("streamscope.realtime.input.end", "speech_stopped")
        .containsEntry("streamscope.realtime.time_to_first_audio", 0.06);
  }

  @Test
  void pictures_areNoSpeech() {
    begin().sent("{'realtimeInput':{'video':{'mimeType':'image/jpeg','data':'AAAA'}}}");
    talk.sent("{'realtimeInput':{'mediaChunks':[{'mimeType':'image/jpeg','data':'AAAA'}]}}");
    talk.sent("{'realtimeInput':{'mediaChunks':[{'mimeType':'audio/pcm','data':'AAAA'}]}}");
    talk.received(sound(480)).received(says("'turnComplete':true"));
    talk.sent(
        "{'realtimeInput':{'mediaChunks':[{'mimeType':'audio/pcm','data':'AAAA'},"
            + "{'mimeType':'image/jpeg','data':'AAAA'}]}}");
    talk.received(sound(480)).received(says("'turnComplete':true"));

    assertThat(told(talk.generations().get(0)))
        .containsEntry("streamscope.realtime.input.audio.duration", 3 / 32_000.0);
    assertThat(told(talk.generations().get(1)))
        .doesNotContainKey("streamscope.realtime.input.audio.duration");
  }

  @Test
  void bargeIn_isCancelledAndItsUsageTold() {
    begin().sent(ASKED).received(sound(480)).after(30).received(says("'interrupted':true"));
    talk.after(70).received("{'serverContent':{'turnComplete':true}," + USAGE + "}");

    SpanData span = talk.generation();
    assertThat(told(span))
        .containsEntry("outcome", "cancelled")
        .containsEntry("cancel.reason", "interrupted")
        .containsEntry("gen_ai.response.finish_reasons", List.of("interrupted"))
        .containsEntry("gen_ai.usage.output_tokens", 30L);
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(30_000_000);
  }

  @Test
  void bargeInWhileItIsPlayed_isOneToo() {
    begin().sent(ASKED).received(sound(480)).after(30);
    talk.received(says("'generationComplete':true")).after(500);
    talk.received(says("'interrupted':true")).received(says("'turnComplete':true"));

    SpanData span = talk.generation();
    assertThat(told(span))
        .containsEntry("outcome", "cancelled")
        .containsEntry("cancel.reason", "interrupted");
    assertThat(span.getEndEpochNanos() - span.getStartEpochNanos()).isEqualTo(30_000_000);
  }

  @Test
  void newQuestionThatInterrupts_isAnotherGeneration() {
    begin().sent(ASKED).received(text("one")).after(10).sent(ASKED).after(5);
    talk.received(says("'interrupted':true")).received(says("'turnComplete':true")).after(20);
    talk.received(text("two")).received(text("three")).received(says("'turnComplete':true"));

    assertThat(told(talk.generations().get(0)))
        .containsEntry("outcome", "cancelled")
        .containsEntry("chunk.count", 1L);
    assertThat(told(talk.generations().get(1)))
        .containsEntry("outcome", "complete")
        .containsEntry("chunk.count", 2L)
        .containsEntry("gen_ai.response.time_to_first_chunk", 0.025);
  }

  @Test
  void contentAfterAnEnd_isOfTheNext() {
    begin().sent(ASKED).received(text("one")).received(says("'generationComplete':true"));
    talk.after(100).received(text("two")).received(says("'turnComplete':true"));

    assertThat(talk.generations()).hasSize(2);
    assertThat(told(talk.generations().get(0))).containsEntry("outcome", "complete");
  }

  @Test
  void callOfTools_endsAGeneration() {
    begin().sent(ASKED).after(100);
    talk.received(
        "{'toolCall':{'functionCalls':[{'id':'1','name':'a','args':{'q':'CANARY'}},"
            + "{'id':'2','name':'b','args':{}}]},"
            + USAGE
            + "}");
    talk.after(1000).sent("{'toolResponse':{'functionResponses':[{'id':'1','response':{}}]}}");
    talk.sent("{'toolResponse':{'functionResponses':[{'id':'2','response':{}}]}}").after(50);
    talk.received(sound(480)).received(says("'turnComplete':true"));

    assertThat(talk.generations()).hasSize(2);
    assertThat(told(talk.generations().get(0)))
        .containsEntry("outcome", "complete")
        .containsEntry("chunk.count", 1L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("tool_calls"))
        .containsEntry("gen_ai.usage.output_tokens", 30L)
        .containsEntry("streamscope.realtime.tool_call.count", 2L);
    assertThat(told(talk.generations().get(1)))
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("streamscope.realtime.input.end", "tool")
        .containsEntry("streamscope.realtime.time_to_first_audio", 0.05);
  }

  @Test
  void turnOfACall_isNotThatOfItsAnswer() {
    begin().sent(ASKED).received("{'toolCall':{'functionCalls':[{'id':'1','name':'a'}]}}");
    talk.sent("{'toolResponse':{'functionResponses':[{'id':'1','response':{}}]}}");
    talk.received(says("'turnComplete':true")).after(50).received(text("two years"));
    talk.received(says("'turnComplete':true"));

    assertThat(talk.generations()).hasSize(2);
    assertThat(told(talk.generations().get(1)))
        .containsEntry("chunk.count", 1L)
        .containsEntry("gen_ai.response.time_to_first_chunk", 0.05);
  }

  @Test
  void error_isThatOfTheGeneration() {
    begin().sent(ASKED);
    talk.received("{'error':{'code':8,'message':'slow down','status':'RESOURCE_EXHAUSTED'}}");
    talk.sent(ASKED).received("{'error':{'code':13}}");

    assertThat(talk.generations())
        .extracting(span -> told(span).get("error.type"))
        .containsExactly("RESOURCE_EXHAUSTED", "13");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'serverContent':{'turnComplete':true}}",
        "{'serverContent':{'interrupted':true}}",
        "{'serverContent':{'modelTurn':{'parts':[]}}}",
        "{'serverContent':{'modelTurn':{'parts':[{'text':''}]}}}",
        "{'serverContent':{'outputTranscription':{'text':'late'}}}",
        "{'serverContent':{'inputTranscription':{'text':'what was asked'}}}",
        "{'usageMetadata':{'promptTokenCount':1}}",
        "{'goAway':{'timeLeft':'10s'}}",
        "{'sessionResumptionUpdate':{'newHandle':'h','resumable':true}}"
      })
  void whatIsNoContent_beginsNothing(String message) {
    begin().received(message).close();

    assertThat(talk.generations()).isEmpty();
  }

  @Test
  void connectionThatIsClosedMeanwhile_endsTheGeneration() {
    begin().sent(ASKED).received(text("one")).close(1011, true);

    assertThat(told(talk.generation()))
        .containsEntry("outcome", "error")
        .containsEntry("error.type", "1011");
  }

  @Test
  void connectionThatIsClosedAfterAnEnd_changesNothing() {
    begin().sent(ASKED).received(text("one")).received(says("'generationComplete':true"));
    talk.after(100).close(1011, true);

    assertThat(told(talk.generation())).containsEntry("outcome", "complete");
  }

  private static String says(String member) {
    return "{'serverContent':{" + member + "}}";
  }

  private static String text(String text) {
    return says("'modelTurn':{'parts':[{'text':'" + text + "'}]}");
  }

  private static String sound(int bytes) {
    return says(
        "'modelTurn':{'role':'model','parts':[{'inlineData':{'mimeType':'audio/pcm;rate=24000',"
            + "'data':'"
            + audio(bytes)
            + "'}}]}");
  }

  private static String speech(int bytes) {
    return "{'realtimeInput':{'audio':{'mimeType':'audio/pcm;rate=16000','data':'"
        + audio(bytes)
        + "'}}}";
  }
}
