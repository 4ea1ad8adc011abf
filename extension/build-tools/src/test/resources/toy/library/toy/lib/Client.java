package toy.lib;

public class Client extends BaseClient {
  private final String name = "toy";

  public Reply call(String question, Listener listener) {
    listener.onReply(new Reply());
    return finish(new Reply());
  }

  private Reply finish(Reply reply) {
    return name.isEmpty() ? null : reply;
  }
}
