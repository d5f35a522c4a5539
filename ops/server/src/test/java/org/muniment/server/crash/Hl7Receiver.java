package org.muniment.server.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.muniment.server.foreign.Commands;

/** Takes availability messages (ORU^R01) with a receiver others wrote, python3-hl7's. */
final class Hl7Receiver implements ExternalReceiver {

    private final int port = Commands.freePort();
    private final Map<String, List<Integer>> told = new ConcurrentHashMap<>();
    private Process process;

    Hl7Receiver() throws IOException {}

    @Override
    public Map<String, String> environment() {
        return Map.of(
                "MUNIMENT_HL7_TARGETS_0_NAME",
                "receiver",
                "MUNIMENT_HL7_TARGETS_0_HOST",
                "127.0.0.1",
                "MUNIMENT_HL7_TARGETS_0_PORT",
                String.valueOf(port));
    }

    @Override
    public void start() throws IOException {
        process = new ProcessBuilder("/usr/bin/python3", script(), String.valueOf(port))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread thread = new Thread(this::read, "hl7-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    private static String script() {
        try {
            return Path.of(Hl7Receiver.class.getResource("/hl7-receiver.py").toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] parts = line.split(" ");
                told.computeIfAbsent(parts[0], uid -> new CopyOnWriteArrayList<>())
                        .add(Integer.parseInt(parts[1]));
            }
        } catch (IOException e) {
            // it was ended
            return;
        }
    }

    @Override
    public boolean hasAll(Set<String> studies, int instances) {
        return studies.stream().allMatch(study -> {
            List<Integer> ofStudy = told.getOrDefault(study, List.of());
            return !ofStudy.isEmpty() && ofStudy.get(ofStudy.size() - 1) == instances;
        });
    }

    @Override
    public void verify(Set<String> studies, int instances) {
        assertThat(told.keySet()).isEqualTo(studies);
        told.forEach((study, counts) -> {
            assertThat(counts).as(study).isSorted();
            assertThat(Collections.max(counts)).isEqualTo(instances);
        });
    }

    @Override
    public void close() {
        if (process != null) process.destroy();
    }
}
