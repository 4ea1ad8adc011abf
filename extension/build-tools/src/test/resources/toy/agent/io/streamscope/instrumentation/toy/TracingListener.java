package io.streamscope.instrumentation.toy;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ImplicitContextKeyed;
import io.streamscope.stream.Tally;
import java.util.logging.Logger;
import toy.lib.Listener;
import toy.lib.Reply;

public final class TracingListener implements Listener, ImplicitContextKeyed {
  private static final Logger logger = Logger.getLogger("toy");
  private final Listener delegate;
  private final Tally tally;

  TracingListener(Listener delegate, Tally tally) {
    this.delegate = delegate;
    this.tally = tally;
  }

  @Override
  public void onReply(Reply reply) {
    logger.fine(tally.add(new Tally.Entry("reply", reply.tokens()), Span.current()));
    delegate.onReply(reply);
  }

  @Override
  public Context storeInContext(Context context) {
    return context;
  }
}
