package org.muniment.archive.subscription;

class MemorySubscriptionRegisterTest implements SubscriptionRegisterContract {

    private final MemorySubscriptionRegister register = new MemorySubscriptionRegister();

    @Override
    public SubscriptionRegister register() {
        return register;
    }
}
