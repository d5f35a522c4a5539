package org.muniment.archive.feed;

class MemoryChangeFeedTest implements ChangeFeedContract, SubscribersContract {

    private final MemoryChangeFeed feed = new MemoryChangeFeed();
    private final MemorySubscribers subscribers = new MemorySubscribers();

    @Override
    public ChangeFeed feed() {
        return feed;
    }

    @Override
    public ChangeIntentions intentions() {
        return feed;
    }

    @Override
    public Subscribers subscribers() {
        return subscribers;
    }
}
