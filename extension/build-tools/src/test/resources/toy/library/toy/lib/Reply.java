package toy.lib;

public class Reply {
  public int tokens() {
    return 42;
  }
}
