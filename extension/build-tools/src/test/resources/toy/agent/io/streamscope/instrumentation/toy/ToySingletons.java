package io.streamscope.instrumentation.toy;

import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.util.VirtualField;
import io.streamscope.stream.Tally;
import toy.lib.Client;
import toy.lib.Listener;
import toy.lib.Reply;

public final class ToySingletons {
  private static final VirtualField<Client, Context> CONTEXT =
      VirtualField.find(Client.class, Context.class);
  private static final VirtualField<Client, Tally> TALLY =
      VirtualField.find(Client.class, Tally.class);

  public static Listener wrap(Client client, Listener listener) {
    CONTEXT.set(client, Context.current());
    TALLY.set(client, Tally.of(Context.current()));
    return new TracingListener(listener, new Tally());
  }

  public static void finished(String name, int calls, Reply reply) {}
}
