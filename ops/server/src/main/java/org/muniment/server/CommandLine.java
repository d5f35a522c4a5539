package org.muniment.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The few options of {@code ops/run.sh}, turned into configuration keys. Everything else is configured by file.
 *
 * @param configFile the operator's configuration; need not exist
 * @param properties as Spring takes them: {@code --key=value}
 */
record CommandLine(Path configFile, List<String> properties) {

    static final String USAGE =
            """
            Options:
              --home DIR                where everything is kept                         (data)
              --aet TITLE               the archive's AE title                           (MUNIMENT)
              --dicom-port PORT         DICOM listener; 0 takes a free port              (11112)
              --http-port PORT          DICOMweb and viewer; 0 takes a free port        (8080)
              --hl7-port PORT           HL7 v2 listener (MLLP); 0 takes a free port      (2575)
                         off            takes no HL7 v2 messages
              --accept-unknown-sources  take any calling AE title: for trying things out
              --config FILE             configuration                                    (config/muniment.yaml)
              --help                    this text
            Everything else is in the configuration file; config/reference-muniment.yaml explains its keys.""";

    private static final Map<String, String> KEYS = Map.of(
            "--home", "muniment.server.home",
            "--aet", "muniment.server.aet",
            "--dicom-port", "muniment.dicom.port",
            "--http-port", "muniment.server.http-port",
            "--hl7-port", "muniment.server.hl7-port");

    /** What is wrong with the options, in words for the operator. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** Takes {@code --option value} and {@code --option=value}. */
    static CommandLine parse(String... arguments) throws UsageException {
        Path configFile = Path.of("config/muniment.yaml");
        List<String> properties = new ArrayList<>();
        for (int i = 0; i < arguments.length; i++) {
            String[] parts = arguments[i].split("=", 2);
            String option = parts[0];
            if (option.equals("--accept-unknown-sources") && parts.length == 1) {
                properties.add("--muniment.dicom.accept-unknown-sources=true");
                continue;
            }
            String key = KEYS.get(option);
            if (key == null && !option.equals("--config")) {
                throw new UsageException("unknown option " + arguments[i]);
            }
            if (parts.length == 1 && ++i == arguments.length) {
                throw new UsageException(option + " needs a value");
            }
            String value = parts.length == 2 ? parts[1] : arguments[i];
            if (option.equals("--hl7-port") && value.equals("off")) {
                properties.add("--muniment.hl7.enabled=false");
            } else if (key == null) {
                configFile = Path.of(value);
            } else {
                properties.add("--" + key + "=" + value);
            }
        }
        return new CommandLine(configFile, properties);
    }
}
