package org.muniment.archive.lifecycle;

import java.time.Clock;
import java.time.ZoneOffset;

class MemoryLifecycleTest implements JobRegisterContract, DueIndexContract {

    private final MemoryJobRegister register = new MemoryJobRegister();
    private final MemoryDueIndex due = new MemoryDueIndex(Clock.fixed(DueIndexContract.NOW, ZoneOffset.UTC));

    @Override
    public JobRegister register() {
        return register;
    }

    @Override
    public DueIndex due() {
        return due;
    }
}
