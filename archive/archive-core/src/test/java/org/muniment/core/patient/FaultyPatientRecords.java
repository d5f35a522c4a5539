package org.muniment.core.patient;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.patient.PatientIndex;
import org.muniment.archive.patient.PatientRecords;
import org.muniment.archive.patient.ReconciliationRegister;
import org.muniment.archive.patient.StudyPatients;
import org.muniment.archive.patient.WorkItemRegister;

/** Records of which one write fails, before or after it was done. */
final class FaultyPatientRecords {

    private static final Set<String> WRITES =
            Set.of("describe", "link", "keep", "rewrite", "rewriteHeldBack", "record", "settle");

    private int untilFault = Integer.MAX_VALUE;
    private boolean lost;

    PatientRecords on(PatientRecords records) {
        return new PatientRecords(
                faulty(PatientIndex.class, records.patients()),
                faulty(StudyPatients.class, records.studies()),
                faulty(ReconciliationRegister.class, records.reconciliations()),
                faulty(WorkItemRegister.class, records.workItems()));
    }

    /** @param lost whether it is not done then; else only its answer is lost */
    void fail(int nth, boolean lost) {
        untilFault = nth;
        this.lost = lost;
    }

    /** Whether the fault has happened; none is to come any more. */
    boolean clear() {
        boolean happened = untilFault <= 0;
        untilFault = Integer.MAX_VALUE;
        return happened;
    }

    private <T> T faulty(Class<T> type, T target) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (p, method, arguments) -> {
                    boolean fails = WRITES.contains(method.getName()) && --untilFault == 0;
                    if (fails && lost) throw unavailable();
                    Object answer = call(target, method, arguments);
                    if (fails) throw unavailable();
                    return answer;
                }));
    }

    private static Object call(Object target, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static ArchiveException unavailable() {
        return new ArchiveException(ErrorCode.INDEX_UNAVAILABLE, "injected");
    }
}
