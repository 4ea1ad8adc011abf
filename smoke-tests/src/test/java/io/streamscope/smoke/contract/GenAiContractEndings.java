/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import static io.streamscope.smoke.contract.GenAiContractSpan.CANCEL;
import static io.streamscope.smoke.contract.GenAiContractSpan.ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import io.streamscope.fakellm.LoggedRequest;
import io.streamscope.fakellm.LoggedRequest.Outcome;
import io.streamscope.smoke.contract.GenAiApp.Ending;
import io.streamscope.smoke.support.Cell;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Model calls that end early, or badly, or that nobody ends: still one span each. */
abstract class GenAiContractEndings extends GenAiContractAnswers {

  private static final String REASON = "streamscope.stream.cancel.reason";

  /** What the application itself throws. */
  private static final String OWN = "java.lang.IllegalStateException";

  GenAiContractEndings(Cell cell, GenAiApp app) {
    super(cell, app);
  }

  /** The stream of the scenario ended so, unless the SDK is known to do otherwise. */
  private void ends(String outcome, int chunks) {
    Ending ending = app().ending(scenario(), new Ending(outcome, chunks));
    Set<String> begun = ending.chunks() > 0 ? app().begun(scenario()).keySet() : Set.of();
    switch (ending.outcome()) {
      case "cancelled" -> stopped(ending, begun, "application");
      case "abandoned" -> stopped(ending, begun, "gc");
      case "error" -> chat().streamed(ending, begun, ERROR).failed(error());
      case "timeout" ->
          chat().streamed(ending, begun, ERROR, CANCEL).has(REASON, "timeout").failed(error());
      default -> chat().streamed(ending, begun);
    }
  }

  private String error() {
    return scenario().startsWith("consumer-throws") ? OWN : app().error(scenario());
  }

  private void stopped(Ending ending, Set<String> begun, String reason) {
    chat().streamed(ending, begun, CANCEL).has(REASON, reason);
    assertThat(run().requests(scenario()))
        .extracting(LoggedRequest::outcome)
        .containsExactly(Outcome.CLIENT_GONE);
  }

  private void refused() {
    chat().blocking(ERROR).failed(error());
  }

  @Test
  @Scenario("early-close")
  void earlyClose_isCancelled() {
    ends("cancelled", 3);
  }

  @Test
  @Scenario("early-close-async")
  void asyncEarlyClose_isCancelled() {
    ends("cancelled", 2);
  }

  @Test
  @Scenario("limit")
  void limitedStream_isCancelled() {
    ends("cancelled", 1);
  }

  @Test
  @Scenario("inner-close")
  void closedJavaStream_isCancelled() {
    ends("cancelled", 2);
  }

  @Test
  @Scenario("unread")
  void unreadStream_isCancelled() {
    ends("cancelled", 0);
  }

  @Test
  @Scenario("raw-closed")
  void unparsedRawResponse_isCancelled() {
    ends("cancelled", 0);
  }

  @Test
  @Scenario("closed-elsewhere")
  void closeFromAnotherThread_isCancelled() {
    ends("cancelled", 2);
  }

  @Test
  @Scenario("closed-twice")
  void closeAfterTheEnd_isComplete() {
    chat().streamed(new Ending("complete", 2), completion());
  }

  @Test
  @Scenario("finished-then-closed")
  void closeAfterTheFinishReason_isComplete() {
    chat().streamed(new Ending("complete", 2), answered());
  }

  @Test
  @Scenario("second-stream")
  void secondReading_isNotTheCallsBusiness() {
    chat().streamed(new Ending("complete", 3), completion());
  }

  @Test
  @Scenario("abandoned")
  void droppedStream_isAbandoned() {
    ends("abandoned", 3);
  }

  @Test
  @Scenario("raw-abandoned")
  void droppedRawResponse_isAbandoned() {
    ends("abandoned", 0);
  }

  /** Collected before the answer is there, it is closed later, by a thread of the client's. */
  @Test
  @Scenario("never-subscribed")
  void asyncStreamDroppedBeforeTheAnswer_isCancelled() {
    ends("cancelled", 0);
  }

  @Test
  @Scenario("consumer-throws")
  void consumerThatThrows_isAnErrorOfItsOwn() {
    ends("error", 2);
  }

  @Test
  @Scenario("consumer-throws-async")
  void asyncConsumerThatThrows_isAnErrorOfItsOwn() {
    ends("error", 2);
  }

  @Test
  @Scenario("dropped")
  void droppedConnection_isAnErrorThatKeepsWhatWasSeen() {
    ends("error", 3);
  }

  @Test
  @Scenario("dropped-async")
  void droppedAsyncConnection_isAnErrorThatKeepsWhatWasSeen() {
    ends("error", 3);
  }

  @Test
  @Scenario("dropped-blocking")
  void droppedConnectionOfABlockingCall_isAnError() {
    refused();
  }

  @Test
  @Scenario("stream-429")
  void refusedStream_isAnError() {
    ends("error", 0);
  }

  @Test
  @Scenario("stream-500")
  void streamOfABrokenServer_isAnError() {
    ends("error", 0);
  }

  @Test
  @Scenario("stream-429-async")
  void refusedAsyncStream_isAnError() {
    ends("error", 0);
  }

  @Test
  @Scenario("blocking-429")
  void refusedBlockingCall_isAnError() {
    refused();
  }

  @Test
  @Scenario("blocking-500")
  void blockingCallOfABrokenServer_isAnError() {
    refused();
  }

  @Test
  @Scenario("blocking-429-async")
  void refusedAsyncBlockingCall_isAnError() {
    refused();
  }

  @Test
  @Scenario("error-event")
  void errorEvent_isAnErrorOfTheProvider() {
    ends("error", 3);
  }

  @Test
  @Scenario("error-event-async")
  void asyncErrorEvent_isAnErrorOfTheProvider() {
    ends("error", 3);
  }

  @Test
  @Scenario("malformed")
  void malformedEvent_isAnError() {
    ends("error", 3);
  }

  @Test
  @Scenario("malformed-blocking")
  void malformedAnswer_isAnError() {
    refused();
  }

  @Test
  @Scenario("read-timeout")
  void readTimeout_isATimeout() {
    ends("timeout", 3);
  }

  @Test
  @Scenario("blocking-timeout")
  void blockingTimeout_isAnError() {
    refused();
  }
}
