package io.streamscope.instrumentation.toy;

import static io.opentelemetry.javaagent.extension.matcher.AgentElementMatchers.hasClassesNamed;

import io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule;
import io.opentelemetry.javaagent.extension.instrumentation.TypeInstrumentation;
import java.util.List;
import net.bytebuddy.matcher.ElementMatcher;

public class ToyModule extends InstrumentationModule {
  public ToyModule() {
    super("toy");
  }

  @Override
  public boolean isHelperClass(String className) {
    return className.startsWith("io.streamscope.instrumentation.");
  }

  @Override
  public ElementMatcher.Junction<ClassLoader> classLoaderMatcher() {
    return hasClassesNamed("toy.lib.Client");
  }

  @Override
  public List<TypeInstrumentation> typeInstrumentations() {
    return List.of(new ToyInstrumentation());
  }
}
