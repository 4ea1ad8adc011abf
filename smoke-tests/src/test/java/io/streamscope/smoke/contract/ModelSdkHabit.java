/*
 * Copyright The Streamscope Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.streamscope.smoke.contract;

/** What some SDKs do, and others do not, when a call does not go its way to the end. */
enum ModelSdkHabit {
  /** A thread of the SDK's reads a stream to its end that the application has left. */
  READS_ON("(azure|inference)-chat.*|generation-(async-)?stream"),

  /** An event that is no JSON is passed over, or passed on as it is. */
  PASSES_OVER_MALFORMED("cohere-chat.*|spark.*"),

  /** An SDK that has failed at an event lets the rest come. */
  READS_ON_AFTER_FAILING("azure-chat-uncounted-async.*"),

  /** The SDK reads an event where OkHttp hands it over, who tells what is thrown there. */
  READS_WHERE_HANDED_OVER("generation-.*stream"),

  /** There the application is called back, too. */
  CALLS_BACK_WHERE_HANDED_OVER("generation-callback-stream"),

  /** The connection of a future is closed when the application cancels it. */
  CANCELS("(azure|inference)-.*");

  private final String ways;

  ModelSdkHabit(String ways) {
    this.ways = ways;
  }

  /** Whether it is a habit of the SDK that is asked in that scenario. */
  boolean shows(String scenario) {
    return ModelSdkContractRun.way(scenario).matches(ways);
  }
}
