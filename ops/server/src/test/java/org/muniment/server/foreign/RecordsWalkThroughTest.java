package org.muniment.server.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The walk-through for records officers: every command as written, against a server; what stands below a command must be what it prints. */
class RecordsWalkThroughTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Pattern BLOCK =
            Pattern.compile("^```(sh start|sh|text)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    /** @param expected lines its output must have, in this order; empty where the document tells none */
    private record Block(String kind, String commands, List<String> expected) {}

    @TempDir
    Path home;

    @Test
    void shouldWorkAsWritten() throws Exception {
        Commands.require("bash", "curl", "jq", "storescu");
        copyConfiguration();
        List<Block> blocks = blocks(Files.readString(ROOT.resolve("ops/docs/records-officer.md")));
        int start = blocks.stream().map(Block::kind).toList().indexOf("sh start");
        run(blocks.subList(0, start), text -> text);
        try (MunimentProcess server = MunimentProcess.start(
                home,
                Map.of(),
                List.of("--config", home.resolve("walk-through.yaml").toString()))) {
            run(blocks.subList(start + 1, blocks.size()), text -> text.replace(
                            "http://127.0.0.1:8080", server.http().toString().replaceAll("/$", ""))
                    .replace("127.0.0.1 11112", "127.0.0.1 " + server.dicomPort())
                    .replace("data/objects", home.resolve("objects").toString()));
        }
    }

    private interface Ports {
        String set(String commands);
    }

    private void copyConfiguration() throws IOException {
        for (String directory : List.of("config/policies", "config/sources"))
            try (Stream<Path> files = Files.walk(ROOT.resolve(directory))) {
                for (Path file : files.toList()) {
                    Path copy = home.resolve(ROOT.relativize(file));
                    if (Files.isDirectory(file)) Files.createDirectories(copy);
                    else Files.copy(file, copy);
                }
            }
    }

    private static List<Block> blocks(String document) {
        List<Block> blocks = new ArrayList<>();
        Matcher found = BLOCK.matcher(document);
        while (found.find()) {
            if (!found.group(1).equals("text")) {
                blocks.add(new Block(found.group(1), found.group(2), List.of()));
                continue;
            }
            Block of = blocks.remove(blocks.size() - 1);
            blocks.add(
                    new Block(of.kind(), of.commands(), found.group(2).lines().toList()));
        }
        assertThat(blocks).hasSizeGreaterThan(12);
        return blocks;
    }

    /** In one shell, as who reads on goes on in the same one. */
    private void run(List<Block> blocks, Ports ports) throws Exception {
        StringBuilder script = new StringBuilder("set -eu -o pipefail\n");
        for (int number = 0; number < blocks.size(); number++)
            script.append("printf '\\n=== %s\\n' ") // what is printed before may end without a line feed
                    .append(number)
                    .append('\n')
                    .append(blocks.get(number).commands());
        Path file = Files.writeString(home.resolve("commands.sh"), ports.set(script.toString()));
        ProcessBuilder builder = new ProcessBuilder("timeout", "400", "bash", file.toString());
        builder.directory(home.toFile()).redirectErrorStream(true);
        builder.redirectOutput(home.resolve("printed").toFile());
        builder.environment().put("MUNIMENT_ADMIN_PASSWORD", MunimentProcess.ADMIN_PASSWORD);
        Process shell = builder.start();
        boolean ended = shell.waitFor(410, TimeUnit.SECONDS);
        String printed = read(home.resolve("printed"));
        assertThat(ended && shell.exitValue() == 0).as(printed).isTrue();
        String[] outputs = printed.split("(?m)^=== \\d+\\n");
        for (int number = 0; number < blocks.size(); number++) {
            List<String> expected = blocks.get(number).expected();
            String output = outputs.length > number + 1 ? outputs[number + 1] : "";
            if (!expected.isEmpty())
                assertThat(output).as(blocks.get(number).commands()).containsSubsequence(expected);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
