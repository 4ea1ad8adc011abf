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

import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashScopeRealtimeTest {

  private static final String HOST = "wss://dashscope.aliyuncs.com/api-ws/v1/";

  @Test
  void omni_isADialectWithRatesOfItsOwn() {
    Talk talk = Talk.with(HOST + "realtime?model=qwen3-omni-flash-realtime");
    talk.received(
        "{'type':'session.created','session':{'object':'realtime.session',"
            + "'model':'qwen3-omni-flash-realtime','modalities':['text','audio'],"
            + "'voice':'Cherry','input_audio_format':'pcm16','output_audio_format':'pcm24',"
            + "'id':'sess_1'}}");
    talk.sent("{'type':'input_audio_buffer.append','audio':'" + audio(3200) + "'}");
    talk.received("{'type':'input_audio_buffer.speech_stopped','item_id':'i'}").after(300);
    talk.received(
        "{'type':'response.created','response':{'id':'resp_1','status':'in_progress',"
            + "'modalities':['text','audio'],'voice':'Cherry','output':[]}}");
    talk.after(100)
        .received(
            "{'type':'response.audio.delta','response_id':'resp_1','delta':'D'}"
                .replace("'D'", "'" + audio(4800) + "'"));
    talk.received(
        "{'type':'response.done','response':{'id':'resp_1','status':'completed','output':[],"
            + "'usage':{'total_tokens':30,'input_tokens':10,'output_tokens':20,"
            + "'input_tokens_details':{'text_tokens':4,'audio_tokens':6},"
            + "'output_tokens_details':{'text_tokens':5,'audio_tokens':15}}}}");

    SpanData span = talk.generation();
    assertThat(told(span))
        .isEqualTo(
            complete(
                span,
                "realtime_inference",
                "dashscope",
                "qwen3-omni-flash-realtime",
                entry("chunk.count", 1L),
                entry("gen_ai.output.type", "speech"),
                entry("gen_ai.realtime_session.id", "sess_1"),
                entry("gen_ai.response.finish_reasons", List.of("stop")),
                entry("gen_ai.response.id", "resp_1"),
                entry("gen_ai.response.model", "qwen3-omni-flash-realtime"),
                entry("gen_ai.response.time_to_first_chunk", 0.4),
                entry("gen_ai.usage.audio.input_tokens", 6L),
                entry("gen_ai.usage.audio.output_tokens", 15L),
                entry("gen_ai.usage.input_tokens", 10L),
                entry("gen_ai.usage.output_tokens", 20L),
                entry("gen_ai.usage.text.input_tokens", 4L),
                entry("gen_ai.usage.text.output_tokens", 5L),
                entry("server.address", "dashscope.aliyuncs.com"),
                entry("streamscope.realtime.input.audio.duration", 0.1),
                entry("streamscope.realtime.input.end", "speech_stopped"),
                entry("streamscope.realtime.output.audio.duration", 0.1),
                entry("streamscope.realtime.time_to_first_audio", 0.4)));
  }

  @Test
  void speechForTexts_isOneTask() {
    Talk talk = Talk.with(HOST + "inference/");
    talk.sent(run("tts", "cosyvoice-v3", "{'format':'pcm','sample_rate':22050,'voice':'v'}"));
    talk.after(50).received(event("task-started", "{}")).sent(goOn("CANARY")).after(10);
    talk.sent(goOn("CANARY")).sent(action("finish-task")).after(100);
    talk.received(
        event(
            "result-generated",
            "{'output':{'type':'sentence-begin','original_text':'CANARY',"
                + "'sentence':{'index':0,'words':[{'text':'CANARY'}]}}}"));
    talk.after(50).receivedAudio(44_100).after(20).receivedAudio(22_050);
    talk.received(event("task-finished", "{'output':{},'usage':{'characters':12}}"));

    SpanData span = talk.generation();
    assertThat(span.getName()).isEqualTo("text_to_speech cosyvoice-v3");
    assertThat(told(span))
        .isEqualTo(
            complete(
                span,
                "text_to_speech",
                "dashscope",
                "cosyvoice-v3",
                entry("chunk.count", 2L),
                entry("gen_ai.response.id", "task-1"),
                entry("gen_ai.response.time_to_first_chunk", 0.21),
                entry("server.address", "dashscope.aliyuncs.com"),
                entry("streamscope.realtime.characters", 12L),
                entry("streamscope.realtime.input.end", "finish"),
                entry("streamscope.realtime.output.audio.duration", 1.5),
                entry("streamscope.realtime.time_to_first_audio", 0.15)));
  }

  @Test
  void textsForSpeech_areOneTask() {
    Talk talk = Talk.with(HOST + "inference");
    talk.sent(run("asr", "paraformer-realtime-v2", "{'format':'pcm','sample_rate':16000}"));
    talk.received(event("task-started", "{}")).sentAudio(3200).after(100).sentAudio(3200);
    talk.after(50).received(result("", 1)).received(result("CANARY", 1)).after(50);
    talk.sent(action("finish-task")).received(result("CANARY CANARY", 2));
    talk.received(event("task-finished", "{'output':{},'usage':{'duration':1}}"));

    assertThat(told(talk.generation()))
        .containsEntry("gen_ai.operation.name", "speech_to_text")
        .containsEntry("chunk.count", 2L)
        .containsEntry("gen_ai.response.time_to_first_chunk", 0.15)
        .containsEntry("streamscope.realtime.input.audio.duration", 0.2)
        .doesNotContainKeys("streamscope.realtime.characters", "gen_ai.usage.input_tokens");
  }

  @Test
  void answer_hasItsTokensAndItsReason() {
    Talk talk = Talk.with(HOST + "inference");
    talk.sent(
        "{'header':{'action':'run-task','task_id':'task-1','streaming':'out'},'payload':{"
            + "'task_group':'aigc','task':'text-generation','function':'generation',"
            + "'model':'qwen-turbo','parameters':{},'input':{'prompt':'CANARY'}}}");
    talk.after(20)
        .received(
            event(
                "result-generated",
                "{'output':{'text':'CANARY','finish_reason':'null'},"
                    + "'usage':{'input_tokens':5,'output_tokens':1}}"));
    talk.received(
        event(
            "result-generated",
            "{'output':{'choices':[{'finish_reason':'stop','message':{"
                + "'content':[{'text':'CANARY'}]}}]},'usage':{'input_tokens':5,'output_tokens':9}}"));
    talk.received(event("task-finished", "{'output':null,'usage':null}"));

    assertThat(told(talk.generation()))
        .containsEntry("gen_ai.operation.name", "chat")
        .containsEntry("chunk.count", 2L)
        .containsEntry("gen_ai.response.finish_reasons", List.of("stop"))
        .containsEntry("gen_ai.usage.input_tokens", 5L)
        .containsEntry("gen_ai.usage.output_tokens", 9L);
  }

  @Test
  void taskThatFails_isAnError() {
    Talk talk = Talk.with(HOST + "inference");
    talk.sent(run("tts", "cosyvoice-v3", "{}"));
    talk.received(
        "{'header':{'task_id':'task-1','event':'task-failed','error_code':'InvalidParameter',"
            + "'error_message':'no such voice'},'payload':{}}");

    assertThat(talk.generation().getStatus())
        .isEqualTo(StatusData.create(StatusCode.ERROR, "no such voice"));
    assertThat(told(talk.generation())).containsEntry("error.type", "InvalidParameter");
  }

  @Test
  void tasksOneAfterTheOther_areGenerationsOfTheirOwn() {
    Talk talk = Talk.with(HOST + "inference");
    for (int i = 1; i <= 2; i++) {
      String id = "task-" + i;
      talk.sent(run("tts", "cosyvoice-v3", "{'format':'mp3'}").replace("task-1", id));
      talk.receivedAudio(100).receivedAudio(100);
      talk.received(event("task-finished", "{}").replace("task-1", id));
    }
    talk.close();

    assertThat(talk.generations())
        .extracting(span -> told(span).get("gen_ai.response.id"))
        .containsExactly("task-1", "task-2");
    assertThat(talk.generations())
        .allSatisfy(span -> assertThat(told(span)).containsEntry("chunk.count", 2L));
  }

  private static String run(String task, String model, String parameters) {
    return "{'header':{'action':'run-task','task_id':'task-1','streaming':'duplex'},'payload':{"
        + "'task_group':'audio','task':'%s','function':'f','model':'%s','parameters':%s,"
            .formatted(task, model, parameters)
        + "'input':{}}}";
  }

  private static String goOn(String text) {
    return "{'header':{'action':'continue-task','task_id':'task-1','streaming':'duplex'},"
        + "'payload':{'input':{'text':'%s'}}}".formatted(text);
  }

  private static String action(String name) {
    return "{'header':{'action':'%s','task_id':'task-1'},'payload':{'input':{}}}".formatted(name);
  }

  private static String event(String name, String payload) {
    return "{'header':{'task_id':'task-1','event':'%s','attributes':{}},'payload':%s}"
        .formatted(name, payload);
  }

  private static String result(String text, int time) {
    return event(
        "result-generated",
        "{'output':{'sentence':{'begin_time':0,'end_time':%d,'text':'%s','words':[]}},'usage':null}"
            .formatted(time, text));
  }
}
