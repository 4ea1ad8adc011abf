/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.GenAiContractSpan.CANCEL;
import static io.streamscope.smoke.contract.GenAiContractSpan.ERROR;
import static io.streamscope.smoke.contract.GenAiContractSpan.FINISH;
import static io.streamscope.smoke.contract.GenAiContractSpan.IDENTITY;
import static io.streamscope.smoke.contract.GenAiContractSpan.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.fakellm.LoggedRequest.Outcome;
import io.streamscope.smoke.support.Setup;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Model calls that end early, or badly, or that nobody ends: still one span each. */
abstract class GenAiContractEndings extends GenAiContractAnswers {

  private static final String REASON = "streamscope.stream.cancel.reason";
  private static final String OWN = "java.lang.IllegalStateException";
  private static final String IO = "com.openai.errors.OpenAIIoException";
  private static final String RATE_LIMIT = "com.openai.errors.RateLimitException";
  private static final String SERVER = "com.openai.errors.InternalServerException";
  private static final String INVALID = "com.openai.errors.OpenAIInvalidDataException";

  GenAiContractEndings(String classPath, Setup setup) {
    super(classPath, setup);
  }

  private void cancelled(String scenario, int chunks) {
    chat(scenario)
        .streamed("cancelled", chunks, chunks > 0 ? IDENTITY : Set.of(), CANCEL)
        .has(REASON, "application");
    serverNoticed(scenario);
  }

  private void abandoned(String scenario, int chunks) {
    chat(scenario)
        .streamed("abandoned", chunks, chunks > 0 ? IDENTITY : Set.of(), CANCEL)
        .has(REASON, "gc");
    serverNoticed(scenario);
  }

  private void serverNoticed(String scenario) {
    assertThat(run().requests(scenario))
        .extracting(LoggedRequest::outcome)
        .containsExactly(Outcome.CLIENT_GONE);
  }

  private void failed(String scenario, int chunks, String type) {
    chat(scenario).streamed("error", chunks, chunks > 0 ? IDENTITY : Set.of(), ERROR).failed(type);
  }

  private void refused(String scenario, String type) {
    chat(scenario).blocking(ERROR).failed(type);
  }

  @Test
  void earlyClose_isCancelled() {
    cancelled("early-close", 3);
  }

  @Test
  void asyncEarlyClose_isCancelled() {
    cancelled("early-close-async", 2);
  }

  @Test
  void limitedStream_isCancelled() {
    cancelled("limit", 1);
  }

  /** Before 4 the client closes its response only when that is collected. */
  @Test
  void closedJavaStream_endsWithTheResponse() {
    if (major() < 4) {
      abandoned("inner-close", 2);
    } else {
      cancelled("inner-close", 2);
    }
  }

  @Test
  void unreadStream_isCancelled() {
    cancelled("unread", 0);
  }

  @Test
  void unparsedRawResponse_isCancelled() {
    cancelled("raw-closed", 0);
  }

  @Test
  void closeFromAnotherThread_isCancelled() {
    cancelled("closed-elsewhere", 2);
  }

  @Test
  void closeAfterTheEnd_isComplete() {
    chat("closed-twice").streamed("complete", 2, IDENTITY, FINISH, USAGE);
  }

  @Test
  void closeAfterTheFinishReason_isComplete() {
    chat("finished-then-closed").streamed("complete", 2, IDENTITY, FINISH);
  }

  @Test
  void secondReading_isNotTheCallsBusiness() {
    chat("second-stream").streamed("complete", 3, IDENTITY, FINISH, USAGE);
  }

  @Test
  void droppedStream_isAbandoned() {
    abandoned("abandoned", 3);
  }

  @Test
  void droppedRawResponse_isAbandoned() {
    abandoned("raw-abandoned", 0);
  }

  /** Collected before the answer is there, it is closed later, by a thread of the client's. */
  @Test
  void asyncStreamDroppedBeforeTheAnswer_isCancelled() {
    cancelled("never-subscribed", 0);
  }

  @Test
  void consumerThatThrows_isAnErrorOfItsOwn() {
    failed("consumer-throws", 2, OWN);
  }

  @Test
  void asyncConsumerThatThrows_isAnErrorOfItsOwn() {
    failed("consumer-throws-async", 2, OWN);
  }

  @Test
  void droppedConnection_isAnErrorThatKeepsWhatWasSeen() {
    failed("dropped", 3, IO);
  }

  @Test
  void droppedAsyncConnection_isAnErrorThatKeepsWhatWasSeen() {
    failed("dropped-async", 3, IO);
  }

  @Test
  void droppedConnectionOfABlockingCall_isAnError() {
    refused("dropped-blocking", INVALID);
  }

  @Test
  void refusedStream_isAnError() {
    failed("stream-429", 0, RATE_LIMIT);
    failed("stream-500", 0, SERVER);
  }

  @Test
  void refusedAsyncStream_isAnError() {
    failed("stream-429-async", 0, RATE_LIMIT);
  }

  @Test
  void refusedBlockingCall_isAnError() {
    refused("blocking-429", RATE_LIMIT);
    refused("blocking-500", SERVER);
  }

  @Test
  void refusedAsyncBlockingCall_isAnError() {
    refused("blocking-429-async", RATE_LIMIT);
  }

  @Test
  void errorEvent_isAnErrorOfTheProvider() {
    failed("error-event", 3, "com.openai.errors.SseException");
  }

  @Test
  void asyncErrorEvent_isAnErrorOfTheProvider() {
    failed("error-event-async", 3, "com.openai.errors.SseException");
  }

  @Test
  void malformedEvent_isAnError() {
    failed("malformed", 3, INVALID);
  }

  @Test
  void malformedAnswer_isAnError() {
    refused("malformed-blocking", INVALID);
  }

  @Test
  void readTimeout_isATimeout() {
    chat("read-timeout")
        .streamed("timeout", 3, IDENTITY, ERROR, CANCEL)
        .has(REASON, "timeout")
        .failed(IO);
  }

  @Test
  void blockingTimeout_isAnError() {
    refused("blocking-timeout", IO);
  }
}
