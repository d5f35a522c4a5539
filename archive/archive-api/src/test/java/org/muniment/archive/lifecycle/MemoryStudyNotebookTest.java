package org.muniment.archive.lifecycle;

class MemoryStudyNotebookTest implements StudyNotebookContract {

    private final StudyNotebook notebook = new MemoryStudyNotebook();

    @Override
    public StudyNotebook notebook() {
        return notebook;
    }
}
