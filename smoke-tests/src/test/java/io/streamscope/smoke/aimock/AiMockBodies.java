/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.aimock;

/**
 * What is sent, with apostrophes for quotes. Words in capitals stand for what differs: STREAM for
 * the members that ask for pieces, WANTED for whether they are.
 */
final class AiMockBodies {

  static final String CHAT = "{'model':'MODEL','messages':MESSAGES,'temperature':0.5STREAM}";
  static final String CHAT_WITHOUT_MODEL = "{'messages':MESSAGESSTREAM}";
  static final String RESPONSES = "{'model':'MODEL','input':'QUESTION'STREAM}";
  static final String MESSAGES = "{'model':'MODEL','max_tokens':100,'messages':MESSAGESSTREAM}";
  static final String CONTENTS = "{'contents':[CONTENT]}";
  static final String CONTENT = "{'content':CONTENT}";
  static final String OLLAMA_CHAT = "{'model':'MODEL','messages':MESSAGES,'stream':WANTED}";
  static final String OLLAMA_PROMPT = "{'model':'MODEL','prompt':'QUESTION','stream':WANTED}";
  static final String COHERE_CHAT = "{'model':'MODEL','messages':MESSAGES,'stream':WANTED}";
  static final String INPUT = "{'model':'MODEL','input':'QUESTION'}";
  static final String INPUT_WITHOUT_MODEL = "{'input':'QUESTION'}";
  static final String PROMPT = "{'model':'MODEL','prompt':'QUESTION'}";
  static final String VOICE = "{'model':'MODEL','input':'QUESTION','voice':'alloy'}";
  static final String TEXTS =
      "{'model':'MODEL','texts':['QUESTION'],'input_type':'search_query','embedding_types':['float']}";
  static final String DOCUMENTS =
      "{'model':'MODEL','query':'QUESTION','documents':['one year','two years']}";
  static final String AUDIO_FORM =
      form("name='model'", "MODEL") + form("name='stream'", "WANTED") + file("audio/wav", "RIFF");
  static final String IMAGE_FORM =
      form("name='model'", "MODEL") + form("name='prompt'", "QUESTION") + file("image/png", "PNG");

  private static final String BOUNDARY = "part-of-a-form";
  private static final String ASKED = "[{'role':'user','content':'QUESTION'}]";
  private static final String ASKED_OF_GOOGLE = "{'role':'user','parts':[{'text':'QUESTION'}]}";

  private AiMockBodies() {}

  private static String form(String name, String value) {
    return "--FORM\r\nContent-Disposition: form-data; " + name + "\r\n\r\n" + value + "\r\n";
  }

  private static String file(String type, String content) {
    String name = "name='" + type.substring(0, 5).replace("audio", "file") + "'; filename='a.bin'";
    return form(name + "\r\nContent-Type: " + type, content) + "--FORM--\r\n";
  }

  static boolean isForm(String body) {
    return body.contains("--FORM");
  }

  static String contentType(String body) {
    return isForm(body) ? "multipart/form-data; boundary=" + BOUNDARY : "application/json";
  }

  /** The body with all that it is about. */
  static String filled(String body, String model, String question, boolean streamed) {
    return body.replace("--FORM", "--" + BOUNDARY)
        .replace("MESSAGES", ASKED)
        .replace("CONTENT", ASKED_OF_GOOGLE)
        .replace("STREAM", streamed ? ",'stream':true,'stream_options':{'include_usage':true}" : "")
        .replace("WANTED", Boolean.toString(streamed))
        .replace("MODEL", model)
        .replace("QUESTION", question)
        .replace('\'', '"');
  }
}
