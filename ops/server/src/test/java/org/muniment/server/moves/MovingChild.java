package org.muniment.server.moves;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobEngine;
import org.muniment.lifecycle.engine.job.JobListener;
import org.muniment.lifecycle.engine.job.StepOutcome;

/** Works at jobs until there are none, or dies at the n-th transition, without a chance to say goodbye to anybody. */
final class MovingChild {

    static final int DIED = 137;

    private MovingChild() {}

    /** @param args home, Cassandra's port, its data center, the S3 server, and at which transition to die */
    public static void main(String[] args) throws Exception {
        MovingNode.Place place =
                new MovingNode.Place(Path.of(args[0]), Integer.parseInt(args[1]), args[2], URI.create(args[3]));
        try (MovingNode node = new MovingNode(place);
                JobEngine engine = node.work(new Dying(Integer.parseInt(args[4])))) {
            int idle = 0;
            while (idle < 3) {
                boolean busy = engine.running() > 0 || !node.jobs.unfinished(1).isEmpty();
                idle = busy ? 0 : idle + 1;
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private static final class Dying implements JobListener {

        private final AtomicInteger left;

        Dying(int transitions) {
            left = new AtomicInteger(transitions);
        }

        private void pass(String moment, Job job) {
            if (left.decrementAndGet() != 0) return;
            System.out.println("DIED " + moment + " " + job.kind() + " " + job.step());
            System.out.flush();
            Runtime.getRuntime().halt(DIED);
        }

        @Override
        public void before(Job job) {
            pass("before", job);
        }

        @Override
        public void ended(Job job, StepOutcome outcome) {
            pass("ended", job);
        }

        @Override
        public void after(Job job, StepOutcome outcome) {
            pass("after", job);
        }
    }
}
