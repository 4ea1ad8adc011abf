package io.streamscope.instrumentation.toy;

import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;

import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import io.opentelemetry.javaagent.extension.instrumentation.TypeTransformer;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.Advice.AssignReturned.ToArguments.ToArgument;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.matcher.ElementMatcher;
import toy.lib.Client;
import toy.lib.Listener;
import toy.lib.Reply;

public class ToyInstrumentation implements TypeInstrumentation {
  @Override
  public ElementMatcher<TypeDescription> typeMatcher() {
    return named("toy.lib.Client");
  }

  @Override
  public void transform(TypeTransformer transformer) {
    transformer.applyAdviceToMethod(named("call"), getClass().getName() + "$CallAdvice");
    transformer.applyAdviceToMethod(
        named("finish").and(takesArgument(0, named("toy.lib.Reply"))),
        getClass().getName() + "$FinishAdvice");
  }

  public static class CallAdvice {
    @Advice.OnMethodEnter(suppress = Throwable.class, inline = false)
    @Advice.AssignReturned.ToArguments(@ToArgument(1))
    public static Listener onEnter(
        @Advice.This Client client, @Advice.Argument(1) Listener listener) {
      return ToySingletons.wrap(client, listener);
    }
  }

  public static class FinishAdvice {
    @Advice.OnMethodExit(suppress = Throwable.class, inline = false)
    public static void onExit(
        @Advice.FieldValue("name") String name,
        @Advice.FieldValue("calls") int calls,
        @Advice.Return Reply reply) {
      ToySingletons.finished(name, calls, reply);
    }
  }
}
