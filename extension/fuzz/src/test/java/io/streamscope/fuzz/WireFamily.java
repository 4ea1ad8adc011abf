/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.fuzz;

import java.util.List;
import java.util.function.Supplier;

/**
 * Formats that providers speak: how one is asked, what its documents are like, and what they mean.
 * In a document {@code $t} stands for a text that differs each time, {@code $n} for a number,
 * {@code $i} for a text that an answer keeps.
 */
enum WireFamily {
  OPENAI_CHAT(
      "/v1/chat/completions",
      WireFamily.ASKED,
      Framing.EVENTS,
      List.of(
          "{'id':'$i','object':'chat.completion.chunk','created':'$n','model':'$i','choices':[{'index':0,'delta':{'content':'$t'},'logprobs':null,'finish_reason':null}]}",
          "{'id':'$i','model':'$i','choices':[{'index':0,'delta':{'role':'assistant','content':''},'finish_reason':null}],'usage':null}",
          "{'id':'$i','choices':[{'delta':{'reasoning_content':'$t','content':null},'finish_reason':'','index':0}],'obfuscation':'$t'}",
          "{'choices':[{'index':1,'delta':{'tool_calls':[{'index':0,'id':'$t','function':{'name':'f','arguments':'$t'}}]},'finish_reason':'tool_calls'}]}",
          "{'id':'$i','choices':[],'usage':{'prompt_tokens':'$n','completion_tokens':'$n','total_tokens':'$n','prompt_tokens_details':{'cached_tokens':'$n','audio_tokens':'$n','cached_tokens_details':{'text_tokens':'$n'}},'completion_tokens_details':{'reasoning_tokens':'$n','audio_tokens':0}}}",
          "{'id':'$i','choices':[{'index':0,'delta':{'content':'$t'}}],'usage':{'prompt_tokens':'$n','completion_tokens':'$n','input_tokens':0,'output_tokens':0,'prompt_cache_hit_tokens':'$n','cache_creation_input_tokens':'$n'}}",
          "{'id':'$i','choices':[{'index':0,'delta':{},'finish_reason':'stop','usage':{'prompt_tokens':'$n','completion_tokens':'$n'}}],'x_groq':{'id':'$t','usage':{'prompt_tokens':'$n'},'error':'$t'}}",
          "{'error':{'message':'$t','type':'server_error','code':'broken'}}",
          "{'error':{'message':'$t','code':429},'base_resp':{'status_code':1002,'status_msg':'$t'}}",
          "{'object':'error','message':'$t','type':'BadRequest','code':400}",
          "{'id':'$i','object':'chat.completion','model':'$i','choices':[{'index':0,'message':{'role':'assistant','content':'$t','refusal':null},'finish_reason':'stop','error':{'code':502,'message':'$t'}}],'usage':{'prompt_tokens':'$n','completion_tokens':'$n'}}"),
      () -> new OpenAiReference("delta", "message")),
  OPENAI_COMPLETIONS(
      "/v1/completions",
      WireFamily.ASKED,
      Framing.EVENTS,
      List.of(
          "{'id':'$i','object':'text_completion','created':'$n','choices':[{'text':'$t','index':0,'logprobs':null,'finish_reason':null}],'model':'$i'}",
          "{'choices':[{'text':'','index':1,'finish_reason':'length'},{'text':'$t','index':0,'finish_reason':'stop'}],'usage':{'prompt_tokens':'$n','completion_tokens':'$n'}}",
          "{'id':'$i','choices':[],'usage':{'prompt_tokens':'$n','completion_tokens':'$n','total_tokens':'$n'}}",
          "{'error':{'message':'$t','type':'server_error'}}"),
      () -> new OpenAiReference("text", "text")),
  OPENAI_RESPONSES(
      "/v1/responses",
      WireFamily.ASKED,
      Framing.EVENTS,
      List.of(
          "{'type':'response.created','sequence_number':'$n','response':{'id':'$i','object':'response','status':'in_progress','model':'$i','output':[],'usage':null,'error':null,'incomplete_details':null,'service_tier':'auto'}}",
          "{'type':'response.output_text.delta','sequence_number':'$n','item_id':'$i','output_index':0,'content_index':0,'delta':'$t','logprobs':[],'obfuscation':'$t'}",
          "{'delta':'$t','output_index':'$n'}",
          "{'type':'response.output_text.done','item_id':'$i','text':'$t'}",
          "{'type':'response.function_call_arguments.delta','delta':'$t'}",
          "{'type':'response.image_generation_call.partial_image','partial_image_b64':'$t'}",
          "{'type':'response.completed','response':{'id':'$i','status':'completed','model':'$i','output':[{'type':'reasoning','summary':[]},{'type':'function_call','arguments':'$t'}],'usage':{'input_tokens':'$n','input_tokens_details':{'cached_tokens':'$n'},'output_tokens':'$n','output_tokens_details':{'reasoning_tokens':'$n'},'total_tokens':'$n'}}}",
          "{'type':'response.incomplete','response':{'id':'$i','status':'incomplete','incomplete_details':{'reason':'max_output_tokens'},'usage':{'input_tokens':'$n'}}}",
          "{'type':'response.failed','response':{'id':'$i','status':'failed','error':{'code':'server_error','message':'$t'}}}",
          "{'type':'error','code':'rate_limit_exceeded','message':'$t','param':null}",
          "{'type':'error','error':{'type':'$t','message':'$t'}}",
          "{'id':'$i','object':'response','status':'completed','model':'$i','output':[{'type':'message','content':[{'type':'output_text','text':'$t'}]}],'usage':{'input_tokens':'$n','output_tokens':'$n'},'error':null}"),
      ResponsesReference::new),
  ANTHROPIC(
      "/v1/messages",
      WireFamily.ASKED,
      Framing.EVENTS,
      List.of(
          "{'type':'message_start','message':{'id':'$i','type':'message','role':'assistant','model':'$i','content':[],'stop_reason':null,'stop_sequence':null,'usage':{'input_tokens':'$n','cache_creation_input_tokens':'$n','cache_read_input_tokens':'$n','output_tokens':'$n'}}}",
          "{'type':'content_block_start','index':0,'content_block':{'type':'text','text':''}}",
          "{'type':'content_block_delta','index':'$n','delta':{'type':'text_delta','text':'$t'}}",
          "{'type':'content_block_delta','index':0,'delta':{'type':'thinking_delta','thinking':'$t'}}",
          "{'type':'content_block_delta','index':0,'delta':{'type':'signature_delta','signature':'$t'}}",
          "{'type':'content_block_delta','index':0,'delta':{'type':'input_json_delta','partial_json':'$t'}}",
          "{'type':'content_block_stop','index':0}",
          "{'type':'ping'}",
          "{'type':'message_delta','delta':{'stop_reason':'end_turn','stop_sequence':null},'usage':{'output_tokens':'$n','output_tokens_details':{'thinking_tokens':'$n'}}}",
          "{'type':'message_stop'}",
          "{'type':'error','error':{'type':'overloaded_error','message':'$t'}}",
          "{'id':'$i','type':'message','role':'assistant','model':'$i','content':[{'type':'text','text':'$t'}],'stop_reason':'end_turn','usage':{'input_tokens':'$n','output_tokens':'$n','cache_read_input_tokens':'$n'}}"),
      AnthropicReference::new),
  GEMINI(
      "/v1beta/models/m:streamGenerateContent",
      "{\"contents\":[{\"parts\":[{\"text\":\"hi\"}]}]}",
      Framing.EVENTS_OR_ARRAY,
      List.of(
          "{'candidates':[{'content':{'parts':[{'text':'$t'}],'role':'model'},'index':0}],'usageMetadata':{'promptTokenCount':'$n','candidatesTokenCount':'$n','totalTokenCount':'$n'},'modelVersion':'$i','responseId':'$i'}",
          "{'candidates':[{'content':{'parts':[{'text':'$t','thought':true}]},'finishReason':'STOP'}],'usageMetadata':{'promptTokenCount':'$n','candidatesTokenCount':'$n','thoughtsTokenCount':'$n','cachedContentTokenCount':'$n','promptTokensDetails':[{'modality':'TEXT','tokenCount':'$n'},{'modality':'IMAGE','tokenCount':'$n'}],'candidatesTokensDetails':[{'modality':'AUDIO','tokenCount':'$n'}],'cacheTokensDetails':[{'modality':'TEXT','tokenCount':'$n'}]}}",
          "{'candidates':[{'content':{'parts':[{'functionCall':{'name':'f','args':{'q':'$t'}}}]},'index':1,'finishReason':'MAX_TOKENS'},{'content':{'parts':[{'inlineData':{'mimeType':'image/png','data':'$t'}}]},'index':0}]}",
          "{'candidates':[{'content':{'parts':[{'text':''}]},'finishReason':'SAFETY'}],'modelVersion':'$i'}",
          "{'promptFeedback':{'blockReason':'PROHIBITED_CONTENT'},'usageMetadata':{'promptTokenCount':'$n'}}",
          "{'error':{'code':503,'message':'$t','status':'UNAVAILABLE'}}",
          "{'error':{'code':500,'message':'$t'}}",
          "[{'candidates':[{'content':{'parts':[{'text':'$t'}]}}]},{'candidates':[{'finishReason':'STOP'}],'responseId':'$i'}]"),
      GeminiReference::new),
  OLLAMA(
      "/api/chat",
      WireFamily.ASKED,
      Framing.LINES,
      List.of(
          "{'model':'$i','created_at':'$t','message':{'role':'assistant','content':'$t'},'done':false}",
          "{'model':'$i','message':{'role':'assistant','content':'','thinking':'$t'},'done':false}",
          "{'model':'$i','message':{'role':'assistant','content':'','tool_calls':[{'function':{'name':'f','arguments':{'q':'$t'}}}]},'done':false}",
          "{'model':'$i','response':'$t','done':false}",
          "{'model':'$i','created_at':'$t','message':{'role':'assistant','content':''},'done':true,'done_reason':'stop','total_duration':'$n','prompt_eval_count':'$n','eval_count':'$n'}",
          "{'model':'$i','response':'$t','thinking':'$t','done':true,'done_reason':'length','eval_count':'$n'}",
          "{'error':'$t'}"),
      OllamaReference::new),
  COHERE(
      "/v2/chat",
      WireFamily.ASKED,
      Framing.EVENTS,
      List.of(
          "{'id':'$i','type':'message-start','delta':{'message':{'role':'assistant','content':[],'tool_plan':'','tool_calls':[],'citations':[]}}}",
          "{'type':'content-start','index':0,'delta':{'message':{'content':{'type':'text','text':''}}}}",
          "{'type':'content-delta','index':'$n','delta':{'message':{'content':{'text':'$t'}}}}",
          "{'type':'content-delta','index':0,'delta':{'message':{'content':{'thinking':'$t'}}}}",
          "{'type':'tool-plan-delta','delta':{'message':{'tool_plan':'$t'}}}",
          "{'type':'tool-call-delta','index':0,'delta':{'message':{'tool_calls':{'function':{'arguments':'$t'}}}}}",
          "{'type':'content-end','index':0}",
          "{'type':'message-end','id':'$i','delta':{'finish_reason':'COMPLETE','usage':{'billed_units':{'input_tokens':'$n','output_tokens':'$n'},'tokens':{'input_tokens':'$n','output_tokens':'$n'},'cached_tokens':'$n'}}}",
          "{'type':'message-end','delta':{'error':'$t','finish_reason':'ERROR'}}",
          "{'id':'$i','message':'$t'}",
          "{'id':'$i','finish_reason':'MAX_TOKENS','message':{'role':'assistant','content':[{'type':'text','text':'$t'}]},'usage':{'tokens':{'input_tokens':'$n','output_tokens':'$n'}}}",
          "{'id':'$i','meta':{'billed_units':{'input_tokens':'$n'}}}"),
      CohereReference::new),
  DASHSCOPE(
      "/api/v1/services/aigc/text-generation/generation",
      "{\"model\":\"m\",\"input\":{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}",
      Framing.EVENTS,
      List.of(
          "{'output':{'choices':[{'message':{'content':'$t','role':'assistant'},'finish_reason':'null'}]},'usage':{'total_tokens':'$n','input_tokens':'$n','output_tokens':'$n'},'request_id':'$i'}",
          "{'output':{'choices':[{'message':{'content':'','reasoning_content':'$t'},'finish_reason':'null','index':0}]},'usage':{'input_tokens':'$n','output_tokens':'$n','prompt_tokens_details':{'cached_tokens':'$n','cache_creation_input_tokens':'$n'},'output_tokens_details':{'reasoning_tokens':'$n','text_tokens':'$n'}},'request_id':'$i'}",
          "{'output':{'text':'$t','finish_reason':'stop'},'usage':{'total_tokens':'$n'},'request_id':'$i'}",
          "{'output':{'choices':[{'message':{'content':[{'text':'$t'},{'image':'$t'}],'tool_calls':[{'function':{'arguments':'$t'}}]},'finish_reason':'stop'}]},'usage':{'image_tokens':'$n','audio_tokens':'$n','input_tokens_details':{'image_tokens':'$n','text_tokens':'$n'}},'request_id':'$i'}",
          "{'output':{'audio':{'data':'$t'},'finish_reason':'null'}}",
          "{'code':'Throttling.RateQuota','message':'$t','request_id':'$i'}"),
      DashScopeReference::new);

  static final String ASKED =
      "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"prompt\":\"hi\","
          + "\"input\":\"hi\",\"stream\":STREAM}";

  private final String path;
  private final String question;
  private final Framing framing;
  private final List<String> documents;
  private final Supplier<WireReference> reference;

  WireFamily(
      String path,
      String question,
      Framing framing,
      List<String> documents,
      Supplier<WireReference> reference) {
    this.path = path;
    this.question = question;
    this.framing = framing;
    this.documents = documents;
    this.reference = reference;
  }

  String path(boolean streamed) {
    return streamed ? path : path.replace("streamGenerateContent", "generateContent");
  }

  String question(boolean streamed) {
    return question.replace("STREAM", Boolean.toString(streamed));
  }

  Framing framing() {
    return framing;
  }

  /** Whether it is asked for events, so that these are expected whatever the answer is called. */
  boolean asksForStreams() {
    return framing == Framing.EVENTS_OR_ARRAY
        || (framing == Framing.EVENTS && !question(true).equals(question(false)));
  }

  List<String> documents() {
    return documents;
  }

  WireReference reference() {
    return reference.get();
  }

  /** How a stream comes. */
  enum Framing {
    EVENTS,
    /** As events, or as an array that is one document. */
    EVENTS_OR_ARRAY,
    LINES
  }
}
