package org.muniment.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** DCMTK's command line clients, timed from start to exit. */
final class Dcmtk {

    private final Path work;
    private String aet = "BENCH";
    private boolean noDelay = true;

    Dcmtk(Path work) {
        this.work = work;
    }

    /** A client by this name. */
    Dcmtk calling(String aet) {
        Dcmtk named = new Dcmtk(work);
        named.aet = aet;
        return named;
    }

    /** A client that leaves Nagle's algorithm on, as Debian's DCMTK does by itself. */
    Dcmtk withNagle() {
        Dcmtk nagle = new Dcmtk(work);
        nagle.noDelay = false;
        return nagle;
    }

    Duration store(Archive archive, Path... folders) throws Exception {
        List<List<String>> commands = new ArrayList<>();
        for (Path folder : folders) {
            List<String> command = client("storescu", archive, "+sd");
            command.add(folder.toString());
            commands.add(command);
        }
        return together(commands);
    }

    Duration find(Archive archive, List<Path> queries) throws Exception {
        List<String> command = client("findscu", archive, "-S");
        queries.forEach(q -> command.add(q.toString()));
        return together(List.of(command));
    }

    Duration get(Archive archive, String patientId, Path into) throws Exception {
        List<String> command = client("getscu", archive, "-P", "-od", into.toString());
        command.addAll(List.of("-k", "QueryRetrieveLevel=PATIENT", "-k", "PatientID=" + patientId));
        return together(List.of(command));
    }

    private List<String> client(String program, Archive archive, String... options) {
        List<String> command = new ArrayList<>(List.of(program, "-aet", aet, "-aec", archive.aet()));
        command.addAll(List.of(options));
        command.addAll(List.of("127.0.0.1", String.valueOf(archive.dicomPort())));
        return command;
    }

    private Duration together(List<List<String>> commands) throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Process> running = new ArrayList<>();
        for (List<String> command : commands) running.add(start(command));
        for (int i = 0; i < running.size(); i++) {
            if (!running.get(i).waitFor(15, TimeUnit.MINUTES)) running.get(i).destroyForcibly();
            int exit = running.get(i).waitFor();
            if (exit != 0) throw new IOException(commands.get(i) + " ended with " + exit + ":\n" + lastWords());
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private String lastWords() throws IOException {
        List<String> lines = Files.readAllLines(work.resolve("clients.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private Process start(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(
                ProcessBuilder.Redirect.appendTo(work.resolve("clients.log").toFile()));
        if (noDelay) builder.environment().put("TCP_NODELAY", "1");
        else builder.environment().remove("TCP_NODELAY");
        return builder.start();
    }
}
