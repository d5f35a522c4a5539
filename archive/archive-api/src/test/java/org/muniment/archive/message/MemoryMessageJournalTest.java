package org.muniment.archive.message;

class MemoryMessageJournalTest implements MessageJournalContract {

    private final MessageJournal journal = new MemoryMessageJournal();

    @Override
    public MessageJournal journal() {
        return journal;
    }
}
