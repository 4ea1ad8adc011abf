/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncodedAudioTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "{'audio':'QQ=='}; 1",
        "{'data':'QUI='}; 2",
        "{'delta' : 'QUJD'}; 3",
        "{'delta':'QUJDRA'}; 4",
        "{'delta':'QUJD\\/\\/\\/\\/'}; 6",
        "{'audio':{'data':'QUJD'},'more':[{'data':'QUJD'},{'data':'QUJD'}]}; 9",
        "{'audio':null,'x':'QUJD'}; 0",
        "{'audio':7,'x':'QUJD'}; 0",
        "{'type':'audio','x':'data'}; 0",
        "['audio','data','QUJD']; 0",
        "{'audios':'QUJD','aaudio':'QUJD','aud':'QUJD','a\\u0075dio':'QUJD'}; 0",
        "{'x':'\\\\','data':'QUJD'}; 3",
        "{'x':'a:b,{','data':'QUJD'}; 3",
        "no JSON; 0",
        "'data':'QUJD; 0"
      })
  void textsInBase64_areCountedByTheirNames(String json, long bytes) {
    byte[] utf8 = Talk.json(json).getBytes(StandardCharsets.UTF_8);
    EncodedAudio whole = new EncodedAudio();
    EncodedAudio pieces = new EncodedAudio();
    whole.feed(utf8, 0, utf8.length);
    for (int i = 0; i < utf8.length; i++) {
      pieces.feed(utf8, i, i + 1);
    }

    assertThat(whole.bytes()).isEqualTo(bytes);
    assertThat(pieces.bytes()).isEqualTo(bytes);
  }

  @Test
  void anySize_isThatOfWhatItStandsFor() {
    Random random = new Random(5);
    for (int size = 0; size < 300; size++) {
      byte[] audio = new byte[size];
      random.nextBytes(audio);
      String text = Base64.getEncoder().encodeToString(audio);
      byte[] json = ("{\"audio\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8);
      EncodedAudio encoded = new EncodedAudio();
      encoded.feed(json, 0, json.length);

      assertThat(encoded.bytes()).isEqualTo(size);
    }
  }
}
