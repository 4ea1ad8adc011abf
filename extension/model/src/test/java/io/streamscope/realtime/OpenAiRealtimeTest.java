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
import static org.assertj.core.api.Assertions.tuple;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.streamscope.stream.StreamAttributes;
import io.streamscope.stream.Threads;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiRealtimeTest {

  private static final String URL = "wss://api.openai.com/v1/realtime?model=gpt-realtime";

  private static final String CREATED =
      "{'type':'session.created','event_id':'event_1','session':{'id':'sess_1',"
          + "'object':'realtime.session','type':'realtime','model':'gpt-realtime-2025-08-28',"
          + "'output_modalities':['audio'],'instructions':'CANARY','tools':[],"
          + "'audio':{'input':{'format':{'type':'audio/pcm','rate':24000},'transcription':null,"
          + "'turn_detection':{'type':'server_vad','create_response':true,"
          + "'interrupt_response':true}},'output':{'format':{'type':'audio/pcm','rate':24000},"
          + "'voice':'marin','speed':1.0}},'max_output_tokens':'inf'}}";

  private static final String QUESTION =
      "{'type':'conversation.item.create','item':{'type':'message','role':'user','content':"
          + "[{'type':'input_text','text':'CANARY?'}]}}";

  private static final String USAGE =
      "{'total_tokens':253,'input_tokens':132,'output_tokens':121,'input_token_details':{"
          + "'text_tokens':119,'audio_tokens':13,'image_tokens':0,'cached_tokens':64,"
          + "'cached_tokens_details':{'text_tokens':64,'audio_tokens':0,'image_tokens':0}},"
          + "'output_token_details':{'text_tokens':30,'audio_tokens':91}}";

  private final Talk talk = Talk.with(URL);

  @Test
  void textThatWasAskedFor_isOneGeneration() {
    talk.received(CREATED).after(1000).sent(QUESTION).after(10);
    talk.sent("{'type':'response.create','response':{'output_modalities':['text']}}");
    talk.after(90).received(begun("resp_1")).after(110).received(text("resp_1", "Two"));
    talk.after(50).received(text("resp_1", " years CANARY")).after(20);
    talk.received("{'type':'rate_limits.updated','event_id':'e','rate_limits':[]}");
    talk.received(done("resp_1", "completed", "null", "[" + message() + "]"));

    SpanData span = talk.generation();
    assertThat(span.getName()).isEqualTo("realtime_inference gpt-realtime");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(nanos(span)).isEqualTo(270_000_000);
    assertThat(told(span))
        .containsExactlyInAnyOrderEntriesOf(
            expected(
                span,
                "text",
                "stop",
                2,
                entry("gen_ai.response.id", "resp_1"),
                entry("gen_ai.response.time_to_first_chunk", 0.2),
                entry("streamscope.realtime.input.end", "message")));
    talk.close();
    assertThat(span.getParentSpanId()).isEqualTo(talk.sessionSpan().getSpanId());
    assertThat(span.getTraceId()).isEqualTo(talk.sessionSpan().getTraceId());
  }

  @Test
  void speech_isMeasuredFromItsEndToTheFirstAudio() {
    talk.received(CREATED).sent(append(4800)).after(100).sent(append(4800));
    talk.received("{'type':'input_audio_buffer.speech_started','audio_start_ms':20}");
    talk.after(100).sent(append(4800)).after(300);
    talk.received("{'type':'input_audio_buffer.speech_stopped','audio_end_ms':300}");
    talk.after(5).received("{'type':'input_audio_buffer.committed','item_id':'item_1'}");
    talk.after(15).received(begun("resp_1")).sent(append(9600));
    talk.after(180).received(sound("resp_1", 9600)).after(10);
    talk.received(transcript("resp_1")).after(90).received(sound("resp_1", 9600)).after(10);
    talk.received(done("resp_1", "completed", "null", "[" + message() + "]"));

    SpanData span = talk.generation();
    assertThat(nanos(span)).isEqualTo(310_000_000);
    assertThat(told(span))
        .containsExactlyInAnyOrderEntriesOf(
            expected(
                span,
                "speech",
                "stop",
                3,
                entry("gen_ai.response.id", "resp_1"),
                entry("gen_ai.response.time_to_first_chunk", 0.2),
                entry("streamscope.realtime.input.end", "speech_stopped"),
                entry("streamscope.realtime.input.audio.duration", 0.3),
                entry("streamscope.realtime.output.audio.duration", 0.4),
                entry("streamscope.realtime.time_to_first_audio", 0.2)));
  }

  @Test
  void messagesOfSeveralThreads_areNotMixed() {
    int questions = 2_000;
    talk.received(CREATED);
    Threads.race(
        4,
        number -> {
          for (int i = 0; i < questions; i++) {
            talk.sent(number == 0 ? "{'type':'response.create'}" : append(48));
          }
        });
    talk.close();

    assertThat(talk.generations()).hasSize(questions);
  }

  @Test
  void speechThatIsCommitted_endsThere() {
    talk.received(CREATED).sent("{'type':'input_audio_buffer.append','audio':'x'}");
    talk.sent("{'type':'input_audio_buffer.clear'}").sent(append(4800)).after(100);
    talk.sent("{'type':'input_audio_buffer.commit'}").after(20);
    talk.sent("{'type':'response.create'}").after(30).received(begun("resp_1")).after(50);
    talk.received(sound("resp_1", 480));
    talk.received(done("resp_1", "completed", "null", "[]"));

    assertThat(told(talk.generation()))
        .containsEntry("streamscope.realtime.input.end", "commit")
        .containsEntry("streamscope.realtime.input.audio.duration", 0.1)
        .containsEntry("streamscope.realtime.output.audio.duration", 0.01)
        .containsEntry("streamscope.realtime.time_to_first_audio", 0.1)
        .containsEntry("gen_ai.response.time_to_first_chunk", 0.08);
  }

  @Test
  void bargeIn_isCancelledAsInterrupted() {
    talk.received(CREATED).received(begun("resp_1")).after(10).received(sound("resp_1", 480));
    talk.after(10).received("{'type':'input_audio_buffer.speech_started','item_id':'i'}");
    talk.received(done("resp_1", "cancelled", "turn_detected", "[]"));

    assertThat(talk.generation().getStatus()).isEqualTo(StatusData.unset());
    assertThat(told(talk.generation()))
        .containsEntry("outcome", "cancelled")
        .containsEntry("cancel.reason", "interrupted")
        .containsEntry("gen_ai.response.finish_reasons", List.of("turn_detected"))
        .containsEntry("gen_ai.usage.output_tokens", 121L);
  }

  @Test
  void clientThatCancels_isTheApplication() {
    talk.received(CREATED).received(begun("resp_1")).received(sound("resp_1", 480));
    talk.sent("{'type':'response.cancel'}");
    talk.received(done("resp_1", "cancelled", "client_cancelled", "[]"));

    assertThat(told(talk.generation()))
        .containsEntry("outcome", "cancelled")
        .containsEntry("cancel.reason", "application");
  }

  @Test
  void clientThatCancelsBecauseTheUserSpeaks_isInterrupted() {
    talk.received(CREATED).received(begun("resp_1")).received(sound("resp_1", 480));
    talk.received("{'type':'input_audio_buffer.speech_started'}");
    talk.sent("{'type':'response.cancel'}");
    talk.received(done("resp_1", "cancelled", "client_cancelled", "[]"));

    assertThat(told(talk.generation())).containsEntry("cancel.reason", "interrupted");
  }

  @Test
  void toolThatIsAskedFor_isTheFinishReason() {
    String call = "{'type':'function_call','id':'i','name':'lookup','arguments':'CANARY'}";
    talk.received(CREATED).sent(QUESTION).sent("{'type':'response.create'}");
    talk.received(begun("resp_1"));
    talk.received(
        "{'type':'response.function_call_arguments.delta','response_id':'resp_1','delta':'{}'}");
    talk.received(
        "{'type':'response.output_item.done','response_id':'resp_1','item':" + call + "}");
    talk.received(done("resp_1", "completed", "null", "[" + call + "," + call + "]"));
    talk.sent(
        "{'type':'conversation.item.create','item':{'type':'function_call_output','output':'C'}}");
    talk.after(30).sent("{'type':'response.create'}").received(begun("resp_2"));
    talk.after(20).received(sound("resp_2", 480));
    talk.received(done("resp_2", "completed", "null", "[" + message() + "]"));

    assertThat(told(talk.generations().get(0)))
        .containsEntry("gen_ai.response.finish_reasons", List.of("tool_calls"))
        .containsEntry("streamscope.realtime.tool_call.count", 2L)
        .containsEntry("chunk.count", 1L);
    assertThat(told(talk.generations().get(1)))
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("streamscope.realtime.input.end", "tool")
        .containsEntry("streamscope.realtime.time_to_first_audio", 0.05)
        .doesNotContainKey("streamscope.realtime.tool_call.count");
  }

  @Test
  void responseThatFails_isAnError() {
    talk.received(CREATED).sent("{'type':'response.create'}").received(begun("resp_1"));
    talk.received(
        "{'type':'response.done','response':{'id':'resp_1','status':'failed','status_details':{"
            + "'type':'failed','error':{'type':'server_error','code':'overloaded',"
            + "'message':'try again'}},'output':[],'usage':null}}");

    SpanData span = talk.generation();
    assertThat(span.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "try again"));
    assertThat(told(span))
        .containsEntry("outcome", "error")
        .containsEntry("error.type", "overloaded")
        .doesNotContainKeys("gen_ai.usage.input_tokens", "gen_ai.response.finish_reasons");
  }

  @Test
  void responseThatIsCutShort_isCompleteWithItsReason() {
    talk.received(CREATED).received(begun("resp_1"));
    talk.received(done("resp_1", "incomplete", "max_output_tokens", "[]"));

    assertThat(told(talk.generation()))
        .containsEntry("outcome", "complete")
        .containsEntry("gen_ai.response.finish_reasons", List.of("max_output_tokens"));
  }

  @ParameterizedTest
  @CsvSource({
    "event_7, '', server_error, true",
    "event_8, '', server_error, false",
    "'', '', rate_limit_exceeded, true",
    "'', session.audio, invalid_value, false",
    "'', item.content, invalid_value, false",
    "'', '', input_audio_buffer_commit_empty, false",
    "'', '', response_cancel_not_active, false"
  })
  void errorEvent_isOfWhatWasAskedIfItSaysNothingElse(
      String event, String param, String code, boolean ofResponse) {
    talk.received(CREATED);
    talk.sent("{'type':'response.create','event_id':'event_7'}").after(40);
    talk.received(
        "{'type':'error','event_id':'e','error':{'type':'invalid_request_error','code':'%s',"
                .formatted(code)
            + "'message':'no','param':%s,'event_id':%s}}".formatted(orNull(param), orNull(event)));

    assertThat(talk.generations()).hasSize(ofResponse ? 1 : 0);
    if (ofResponse) {
      assertThat(told(talk.generation()))
          .containsEntry("outcome", "error")
          .containsEntry("error.type", code)
          .containsEntry("chunk.count", 0L);
    }
  }

  private static String orNull(String text) {
    return text.isEmpty() ? "null" : "'" + text + "'";
  }

  @ParameterizedTest
  @CsvSource({
    "1000, false, cancelled, application, ",
    "1001, false, cancelled, 1001, ",
    "1000, true, error, , 1000",
    "1001, true, error, , 1001",
    "1011, true, error, , 1011",
    "1006, true, error, , 1006"
  })
  void connectionThatIsClosedMeanwhile_endsTheGeneration(
      int code, boolean remote, String outcome, String reason, String error) {
    talk.received(CREATED).received(begun("resp_1")).after(10).received(sound("resp_1", 480));
    talk.after(10);
    if (code == 1006) {
      talk.session().closed();
    } else {
      talk.close(code, remote);
    }
    talk.received(done("resp_1", "completed", "null", "[]")); // too late

    Map<String, Object> told = told(talk.generation());
    assertThat(told).containsEntry("outcome", outcome).containsEntry("chunk.count", 1L);
    assertThat(told.get("cancel.reason")).isEqualTo(reason);
    assertThat(told.get("error.type")).isEqualTo(error);
    assertThat(talk.telemetry().runtime().openStreams().size()).isZero();
  }

  @Test
  void providerThatFailsAndCloses_isBelieved() {
    talk.received(CREATED).received(begun("resp_1")).received(sound("resp_1", 480));
    talk.received("{'type':'error','error':{'type':'server_error','code':'session_expired'}}");
    talk.close(1001, true);

    assertThat(told(talk.generation())).containsEntry("error.type", "session_expired");
  }

  @Test
  void brokenConnection_isTheErrorOfTheGeneration() {
    talk.received(CREATED).received(begun("resp_1"));
    talk.session().failed(new IOException("reset"));

    assertThat(told(talk.generation())).containsEntry("error.type", "java.io.IOException");
  }

  @Test
  void responsesAtTheSameTime_areToldApart() {
    talk.received(CREATED).sent("{'type':'response.create'}").received(begun("resp_1"));
    talk.sent("{'type':'response.create','response':{'conversation':'none'}}");
    talk.received(begun("resp_2")).received(text("resp_2", "a")).received(text("resp_1", "b"));
    talk.received(text("resp_2", "c")).received(done("resp_1", "completed", "null", "[]"));
    talk.received(text("resp_2", "d")).received(text("resp_9", "of nobody"));
    talk.received(done("resp_2", "completed", "null", "[]"));

    assertThat(talk.generations())
        .extracting(span -> told(span).get("gen_ai.response.id"), OpenAiRealtimeTest::chunks)
        .containsExactly(tuple("resp_1", 1L), tuple("resp_2", 3L));
  }

  @Test
  void responseThatIsAskedForWithinSomething_isBelowIt() {
    Span turn = talk.telemetry().streams().tracer().spanBuilder("turn").setNoParent().startSpan();
    talk.received(CREATED);
    try (Scope scope = turn.makeCurrent()) {
      talk.sent("{'type':'response.create'}");
    }
    talk.received(begun("resp_1")).received(done("resp_1", "completed", "null", "[]"));

    assertThat(talk.generation().getParentSpanId()).isEqualTo(turn.getSpanContext().getSpanId());
  }

  @Test
  void responseToSpeech_isBelowWhatTheSpeechWasSentIn() {
    Span turn = talk.telemetry().streams().tracer().spanBuilder("turn").setNoParent().startSpan();
    talk.received(CREATED);
    try (Scope scope = turn.makeCurrent()) {
      talk.sent(append(4800));
    }
    talk.received("{'type':'input_audio_buffer.speech_stopped'}").received(begun("resp_1"));
    talk.received(done("resp_1", "completed", "null", "[]"));
    talk.received(begun("resp_2")).received(done("resp_2", "completed", "null", "[]")).close();

    assertThat(talk.generations())
        .extracting(SpanData::getParentSpanId)
        .containsExactly(turn.getSpanContext().getSpanId(), talk.sessionSpan().getSpanId());
  }

  @ParameterizedTest
  @CsvSource({
    "pcm16, 4800, 0.1",
    "g711_ulaw, 800, 0.1",
    "g711_alaw, 8000, 1.0",
  })
  void namesOfBefore_areUnderstood(String format, int bytes, double seconds) {
    talk.received(
        "{'type':'session.created','session':{'id':'sess_1','model':'gpt-4o-realtime',"
            + "'modalities':['audio','text'],'input_audio_format':'F','output_audio_format':'F'}}"
                .replace("F", format));
    talk.sent(append(bytes)).received(begun("resp_1"));
    talk.received(
        "{'type':'response.audio.delta','response_id':'resp_1','delta':'" + audio(bytes) + "'}");
    talk.received("{'type':'response.audio_transcript.delta','response_id':'resp_1','delta':'a'}");
    talk.received("{'type':'response.text.delta','response_id':'resp_1','delta':'a'}");
    talk.received(done("resp_1", "completed", "null", "[]"));

    assertThat(told(talk.generation()))
        .containsEntry("chunk.count", 3L)
        .containsEntry("gen_ai.output.type", "speech")
        .containsEntry("gen_ai.response.model", "gpt-4o-realtime")
        .containsEntry("streamscope.realtime.input.audio.duration", seconds)
        .containsEntry("streamscope.realtime.output.audio.duration", seconds);
  }

  @Test
  void compressedAudio_hasNoDuration() {
    talk.received(CREATED.replace("audio/pcm", "audio/opus")).sent(append(480));
    talk.received(begun("resp_1")).after(10).received(sound("resp_1", 480));
    talk.received(done("resp_1", "completed", "null", "[]"));

    assertThat(told(talk.generation()))
        .containsEntry("streamscope.realtime.time_to_first_audio", 0.01)
        .containsEntry("streamscope.realtime.input.end", "last_audio")
        .doesNotContainKeys(
            "streamscope.realtime.input.audio.duration",
            "streamscope.realtime.output.audio.duration");
  }

  @Test
  void responsesThatNobodyAnswers_areBounded() {
    talk.received(CREATED);
    for (int i = 0; i < 100; i++) {
      talk.sent("{'type':'response.create'}");
    }

    assertThat(talk.generations()).hasSize(84);
    assertThat(told(talk.generations().get(0))).containsEntry("outcome", "abandoned");
    talk.close();
    assertThat(talk.generations()).hasSize(100);
    assertThat(talk.telemetry().runtime().openStreams().size()).isZero();
  }

  @SafeVarargs
  private static Map<String, Object> expected(
      SpanData span, String output, String finish, long chunks, Map.Entry<String, ?>... more) {
    Map<String, Object> all = complete(span, "realtime_inference", "openai", "gpt-realtime", more);
    all.putAll(
        Map.ofEntries(
            entry("chunk.count", chunks),
            entry("gen_ai.conversation.id", "conv_1"),
            entry("gen_ai.output.type", output),
            entry("gen_ai.realtime_session.id", "sess_1"),
            entry("gen_ai.response.finish_reasons", List.of(finish)),
            entry("gen_ai.response.model", "gpt-realtime-2025-08-28"),
            entry("gen_ai.usage.audio.input_tokens", 13L),
            entry("gen_ai.usage.audio.output_tokens", 91L),
            entry("gen_ai.usage.cache_read.input_tokens", 64L),
            entry("gen_ai.usage.input_tokens", 132L),
            entry("gen_ai.usage.output_tokens", 121L),
            entry("gen_ai.usage.text.cache_read.input_tokens", 64L),
            entry("gen_ai.usage.text.input_tokens", 119L),
            entry("gen_ai.usage.text.output_tokens", 30L),
            entry("server.address", "api.openai.com")));
    return all;
  }

  private static long chunks(SpanData span) {
    return span.getAttributes().get(StreamAttributes.CHUNK_COUNT);
  }

  private static long nanos(SpanData span) {
    return span.getEndEpochNanos() - span.getStartEpochNanos();
  }

  private static String append(int bytes) {
    return "{'type':'input_audio_buffer.append','audio':'" + audio(bytes) + "'}";
  }

  private static String begun(String id) {
    return "{'type':'response.created','event_id':'e','response':{'object':'realtime.response',"
        + "'id':'%s','status':'in_progress','status_details':null,'output':[],".formatted(id)
        + "'conversation_id':'conv_1','usage':null}}";
  }

  private static String text(String id, String delta) {
    return "{'type':'response.output_text.delta','event_id':'e','response_id':'%s',".formatted(id)
        + "'item_id':'item_1','output_index':0,'content_index':0,'delta':'%s'}".formatted(delta);
  }

  private static String sound(String id, int bytes) {
    return "{'type':'response.output_audio.delta','response_id':'%s','item_id':'item_1',"
            .formatted(id)
        + "'output_index':0,'content_index':0,'delta':'%s'}".formatted(audio(bytes));
  }

  private static String transcript(String id) {
    return "{'type':'response.output_audio_transcript.delta','response_id':'%s',".formatted(id)
        + "'delta':'CANARY'}";
  }

  private static String message() {
    return "{'id':'item_1','type':'message','role':'assistant','status':'completed','content':"
        + "[{'type':'output_audio','transcript':'CANARY'}]}";
  }

  private static String done(String id, String status, String reason, String output) {
    String details =
        reason.equals("null") ? "null" : "{'type':'%s','reason':'%s'}".formatted(status, reason);
    return "{'type':'response.done','event_id':'e','response':{'object':'realtime.response',"
        + "'id':'%s','status':'%s','status_details':%s,'output':%s,"
            .formatted(id, status, details, output)
        + "'conversation_id':'conv_1','usage':"
        + USAGE
        + "}}";
  }
}
