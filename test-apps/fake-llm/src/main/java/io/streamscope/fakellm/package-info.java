/** An OpenAI-compatible model server for tests: loopback only, deterministic, faulty on demand. */
@NullMarked
package io.streamscope.fakellm;

import org.jspecify.annotations.NullMarked;
