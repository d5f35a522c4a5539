package org.muniment.archive.lifecycle;

class MemoryDocumentRegisterTest implements DocumentRegisterContract {

    private final MemoryDocumentRegister register = new MemoryDocumentRegister();

    @Override
    public DocumentRegister register() {
        return register;
    }
}
