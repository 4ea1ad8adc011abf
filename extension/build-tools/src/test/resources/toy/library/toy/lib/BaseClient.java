package toy.lib;

public abstract class BaseClient {
  protected int calls;
}
