package org.muniment.archive.audit;

class MemoryAuditTrailTest implements AuditTrailContract {

    private final AuditTrail trail = new MemoryAuditTrail();

    @Override
    public AuditTrail trail() {
        return trail;
    }
}
