package org.muniment.routes.hl7;

import java.util.List;
import org.muniment.archive.patient.Provenance;
import org.muniment.core.order.OrderService;
import org.muniment.core.patient.PatientService;
import org.muniment.core.report.ReportService;
import org.muniment.hl7.Command;

/** Puts what messages ask for to the use cases, each of which is durable on return and harmless when repeated. */
public final class CommandHandling {

    private final PatientService patients;
    private final OrderService orders;
    private final ReportService reports;

    public CommandHandling(PatientService patients, OrderService orders, ReportService reports) {
        this.patients = patients;
        this.orders = orders;
        this.reports = reports;
    }

    /** In their order; where one fails, those before it are done. */
    void handle(List<Command> commands, Provenance by) {
        for (Command command : commands) handle(command, by);
    }

    private void handle(Command command, Provenance by) {
        if (command instanceof Command.PatientChanged c) patients.update(c.update(), by);
        else if (command instanceof Command.PatientsMerged c) patients.merge(c.survivor(), c.prior(), by);
        else if (command instanceof Command.IdentifierChanged c) patients.changeIdentifier(c.from(), c.to(), by);
        else if (command instanceof Command.OrderChanged c) orders.apply(c.change(), by);
        else if (command instanceof Command.AppointmentChanged c) orders.apply(c.appointment(), by);
        else if (command instanceof Command.ReportReceived c) reports.store(c.report(), by);
    }
}
