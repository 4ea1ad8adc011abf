/** A small RAG chat: Spring MVC in front, LangChain4j for retrieval, openai-java for the answer. */
@NullMarked
package io.streamscope.gateway;

import org.jspecify.annotations.NullMarked;
