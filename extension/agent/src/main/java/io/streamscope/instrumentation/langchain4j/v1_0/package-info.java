/** LangChain4j retrieval and embeddings, from 1.0. */
@NullMarked
package io.streamscope.instrumentation.langchain4j.v1_0;

import org.jspecify.annotations.NullMarked;
