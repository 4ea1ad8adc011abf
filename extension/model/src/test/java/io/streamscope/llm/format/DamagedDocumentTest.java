/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.llm.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.streamscope.json.JsonReader;
import io.streamscope.llm.GenAiAttributes;
import io.streamscope.llm.GenAiDelta;
import io.streamscope.llm.GenAiQuestion;
import io.streamscope.llm.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests and whole answers that break off, are damaged, or are another format's. */
class DamagedDocumentTest {

  private static final List<WireFormat> FORMATS =
      List.of(
          new AnthropicMessagesFormat(),
          new GeminiFormat(),
          new GeminiEmbeddingFormat(),
          new OllamaFormat(),
          new OllamaEmbeddingFormat(),
          new CohereChatFormat(),
          new CohereEmbeddingFormat(),
          new CohereRerankFormat(),
          new DashScopeFormat(),
          new DashScopeEmbeddingFormat());
  private static final List<String> DOCUMENTS =
      List.of(
          """
          {"model":"m","messages":[{"content":"ä"}],"output_config":{"effort":"low","format":\
          {"type":"json_schema"}},"options":{"num_predict":9,"stop":["x"]},"format":{},"k":5,\
          "response_format":{"type":"text"},"embedding_types":["float"],"stream":false}""",
          """
          {"contents":[],"generationConfig":{"responseModalities":["TEXT","IMAGE"],\
          "thinkingConfig":{"thinkingLevel":"low"},"candidate_count":2},"requests":[{"content":\
          {},"outputDimensionality":9}],"input":{"prompt":"x","texts":["日本"]},\
          "parameters":{"dimension":8,"response_format":{"type":"json"}}}""",
          """
          {"id":"i","error":{"status":"S","code":4,"type":"t","message":"m"},"message":"m",\
          "code":"c","meta":{"billed_units":{"input_tokens":2.0},"tokens":{"input_tokens":3}},\
          "predictions":[{"embeddings":{"values":[1e-3],"statistics":{"token_count":4}}}],\
          "usage":{"total_tokens":5,"prompt_tokens_details":{"cached_tokens":1}},"done":true}""");
  private static final String DAMAGE = "\"\\{}[]:,x0- \nen1.\u00ff";

  @Test
  void documentThatBreaksOff_throwsNothing() {
    for (String document : DOCUMENTS) {
      byte[] utf8 = document.getBytes(UTF_8);
      for (int end = 0; end <= utf8.length; end++) {
        readByAll(Arrays.copyOf(utf8, end));
      }
    }
  }

  @Test
  void damagedDocument_throwsNothing() {
    for (String document : DOCUMENTS) {
      for (int seed = 0; seed < 2_000; seed++) {
        Random random = new Random(seed);
        byte[] utf8 = document.getBytes(UTF_8);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
          utf8[random.nextInt(utf8.length)] = (byte) DAMAGE.charAt(random.nextInt(DAMAGE.length()));
        }
        readByAll(utf8);
      }
    }
  }

  @Test
  void requestThatBreaksOff_saysWhatItHasSaidByThen() {
    String request = "{\"model\":\"m\",\"temperature\":0.5,\"messages\":[{\"content\":\"Hel";

    GenAiQuestion question = Replay.ask(new AnthropicMessagesFormat(), request);

    assertThat(question.isOne()).isTrue();
    assertThat(question.attributes())
        .isEqualTo(Attributes.of(GenAiAttributes.REQUEST_TEMPERATURE, 0.5));
  }

  private static void readByAll(byte[] document) {
    for (WireFormat format : FORMATS) {
      format.onRequest(reader(document), new GenAiQuestion());
      format.onAnswer(reader(document), new GenAiDelta());
      format.onEvent(null, reader(document), new GenAiDelta());
    }
  }

  private static JsonReader reader(byte[] document) {
    return JsonReader.of(document, 0, document.length, JsonReader.MAX_DEPTH, 256);
  }
}
