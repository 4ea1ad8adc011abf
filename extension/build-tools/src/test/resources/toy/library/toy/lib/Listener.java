package toy.lib;

public interface Listener {
  void onReply(Reply reply);
}
