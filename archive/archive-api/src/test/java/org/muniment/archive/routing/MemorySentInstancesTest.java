package org.muniment.archive.routing;

class MemorySentInstancesTest implements SentInstancesContract {

    private final SentInstances sent = new MemorySentInstances();

    @Override
    public SentInstances sent() {
        return sent;
    }
}
