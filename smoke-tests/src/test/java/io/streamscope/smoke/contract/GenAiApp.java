/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

import io.streamscope.fakellm.FakeLlm;
import io.streamscope.fakellm.LoggedRequest;
import java.util.Map;

/**
 * An application that asks models with some SDK, as {@link GenAiContract} needs to know it: how it
 * is run, how its calls look to the model server, and what of its spans is that SDK's own. A
 * record, because equal applications share their runs.
 *
 * <p>It prints {@code [scenarios]} and the names of those that it plays, then plays one after the
 * other: asks the model of the scenario's name how long the warranty is, prints what it sees, a
 * line {@code [name] fact} each, at last {@code [name] over}; in the end it prints {@code [done]}.
 */
public interface GenAiApp {

  /** The module in {@code test-apps} with its classes. */
  String module();

  /** The class to run; takes a base URL and the scenarios to play, all if none is named. */
  String mainClass();

  /** The name of the class path with the SDK; expectations may depend on it. */
  String classPath();

  /** What it is told as the address of the model server. */
  String baseUrl(FakeLlm server);

  /** Whether a request to the model server is one of the calls that are looked at. */
  boolean isCall(LoggedRequest request);

  /** The model that a call names; as the application has it, that is its scenario. */
  default String model(LoggedRequest call) {
    return call.body().replaceAll("(?s).*\"model\":\"([^\"]*)\".*", "$1");
  }

  /** How often a scenario asks the model server. */
  default int calls(String scenario) {
    return switch (scenario) {
      case "two-at-once", "call-in-callback", "call-in-task", "then-compose", "fallback", "retry" ->
          2;
      default -> 1;
    };
  }

  /** What its streams count as bytes of an answer that is read to its end. */
  default long payload(LoggedRequest call) {
    return call.payloadBytes();
  }

  /** The instrumentation scope of our spans. */
  String scope();

  /** Part of the instrumentation scope of the HTTP spans below them. */
  String httpScope();

  /** What its calls are called. */
  default String operation() {
    return "chat";
  }

  /** Who answers. */
  String provider();

  /** How its streams are framed. */
  default String protocol() {
    return "sse";
  }

  /** Further attributes of every call. */
  Map<String, Object> request();

  /** Attributes of the parameters that its scenario {@code blocking} sets. */
  Map<String, Object> parameters();

  /** Attributes known of every whole answer but finish reason and usage: patterns of values. */
  Map<String, String> identity(String model);

  /** Attributes known once the first chunk is there: patterns of values. */
  default Map<String, String> begun(String model) {
    return identity(model);
  }

  /** Why the model says that it has come to an end. */
  String finishReason(String scenario);

  /** The attributes of tokens that the model server reports, as far as the SDK knows of them. */
  Map<String, Object> usage(Tokens reported);

  /** The type of the exception that the SDK ends a failing scenario with. */
  String error(String scenario);

  /** What the model server calls the failure that it tells in the middle of an answer. */
  default String errorEvent() {
    return "server_error";
  }

  /** How a streamed call ends with this SDK, where that is not as usual. */
  default Ending ending(String scenario, Ending usual) {
    return usual;
  }

  /**
   * How a streamed call ends.
   *
   * @param outcome of the stream
   * @param chunks with content that the application has seen
   */
  record Ending(String outcome, int chunks) {}

  /**
   * Tokens that the model server reports.
   *
   * @param cached part of the input
   * @param reasoning part of the output
   */
  record Tokens(long input, long output, long cached, long reasoning) {}
}
