package org.muniment.server.foreign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The detailed report of dcmsend: the DIMSE status for each file it read. */
final class Report {

    private Report() {}

    /** Status text ("0x0000 (Success)", "&lt;not sent&gt;" ...) by file name without folder. */
    static Map<String, String> statuses(String report) {
        Map<String, String> statuses = new TreeMap<>();
        for (String block : report.split("\n\n")) {
            Map<String, String> fields = new HashMap<>();
            block.lines()
                    .map(line -> line.split(" *: ", 2))
                    .filter(p -> p.length == 2)
                    .forEach(p -> fields.put(p[0], p[1]));
            String file = fields.get("Filename");
            if (file != null)
                statuses.put(file.substring(file.lastIndexOf('/') + 1), fields.getOrDefault("DIMSE Status", ""));
        }
        return statuses;
    }

    static Set<String> successes(String report) {
        return statuses(report).entrySet().stream()
                .filter(e -> e.getValue().startsWith("0x0000"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** "file: status" of what was sent and not taken. */
    static List<String> refusals(String report) {
        return statuses(report).entrySet().stream()
                .filter(e -> e.getValue().startsWith("0x") && !e.getValue().startsWith("0x0000"))
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }
}
