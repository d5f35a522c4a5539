package org.muniment.archive.order;

class MemoryOrderIndexTest implements OrderIndexContract, AppointmentIndexContract, PerformedStepIndexContract {

    private final OrderIndex orders = new MemoryOrderIndex();
    private final AppointmentIndex appointments = new MemoryAppointmentIndex();
    private final PerformedStepIndex performed = new MemoryPerformedStepIndex();

    @Override
    public OrderIndex orders() {
        return orders;
    }

    @Override
    public AppointmentIndex appointments() {
        return appointments;
    }

    @Override
    public PerformedStepIndex performed() {
        return performed;
    }
}
