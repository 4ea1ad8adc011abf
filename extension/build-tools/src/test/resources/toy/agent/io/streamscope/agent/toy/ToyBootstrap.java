package io.streamscope.agent.toy;

import io.opentelemetry.javaagent.bootstrap.InstrumentationHolder;
import io.opentelemetry.javaagent.extension.AgentListener;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarFile;

/** The agent creates its listeners before anything else of an extension. */
public class ToyBootstrap implements AgentListener {
  public ToyBootstrap() {
    try (InputStream model = ToyBootstrap.class.getResourceAsStream("/streamscope-model.bin")) {
      Path jar = Files.createTempFile("toy-model", ".jar");
      jar.toFile().deleteOnExit();
      Files.copy(model, jar, StandardCopyOption.REPLACE_EXISTING);
      InstrumentationHolder.getInstrumentation()
          .appendToBootstrapClassLoaderSearch(new JarFile(jar.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterAgent(AutoConfiguredOpenTelemetrySdk sdk) {}
}
