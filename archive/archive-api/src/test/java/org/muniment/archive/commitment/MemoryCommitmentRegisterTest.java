package org.muniment.archive.commitment;

class MemoryCommitmentRegisterTest implements CommitmentRegisterContract {

    private final MemoryCommitmentRegister register = new MemoryCommitmentRegister();

    @Override
    public CommitmentRegister commitments() {
        return register;
    }
}
