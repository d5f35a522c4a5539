package org.muniment.server.moves;

import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.muniment.lifecycle.engine.job.Job;
import org.muniment.lifecycle.engine.job.JobEngine;
import org.muniment.lifecycle.engine.job.JobListener;
import org.muniment.lifecycle.engine.job.StepOutcome;

/** Works at jobs until there are none, or dies at a transition, without a chance to say goodbye to anybody. */
final class MovingChild {

    static final int DIED = 137;

    private MovingChild() {}

    /** @param args home, Cassandra's port, its data center, the S3 server, the place to die at or nothing for any, and at its how manieth passing */
    public static void main(String[] args) {
        try {
            work(
                    new MovingNode.Place(Path.of(args[0]), Integer.parseInt(args[1]), args[2], URI.create(args[3])),
                    new Dying(args[4], Integer.parseInt(args[5])));
            Runtime.getRuntime().halt(0);
        } catch (Exception | Error e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(1); // there are threads that would live on
        }
    }

    private static void work(MovingNode.Place place, Dying dying) throws Exception {
        try (MovingNode node = new MovingNode(place);
                JobEngine engine = node.work(dying)) {
            for (int idle = 0; idle < 3; ) {
                boolean busy = engine.running() > 0 || !node.jobs.unfinished(1).isEmpty();
                idle = busy ? 0 : idle + 1;
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static final class Dying implements JobListener {

        private final String at;
        private final AtomicInteger left;

        Dying(String at, int passing) {
            this.at = at;
            left = new AtomicInteger(passing);
        }

        private void pass(String moment, Job job) {
            String here = moment + " " + job.kind() + " " + job.step();
            if (!at.isEmpty() && !at.equals(here) || left.decrementAndGet() != 0) return;
            System.out.println("DIED " + here);
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
