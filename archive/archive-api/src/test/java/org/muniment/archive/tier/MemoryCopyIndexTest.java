package org.muniment.archive.tier;

class MemoryCopyIndexTest implements CopyIndexContract {

    private final CopyIndex copies = new MemoryCopyIndex();

    @Override
    public CopyIndex copies() {
        return copies;
    }
}
