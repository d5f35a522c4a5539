package org.muniment.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.muniment.server.wiring.CassandraStart;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the archive. Exit code 2 means that options or configuration are wrong, 1 that the start failed. */
public final class MunimentServer {
    private MunimentServer() {}

    public static void main(String[] arguments) throws IOException {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.println(CommandLine.USAGE);
            return;
        }
        try {
            CommandLine commandLine = CommandLine.parse(arguments);
            Optional<String> unknown = ConfigurationFile.unknownKey(commandLine.configFile());
            if (unknown.isPresent()) {
                throw new CommandLine.UsageException(
                        "unknown key " + unknown.get() + " in " + commandLine.configFile());
            }
            run(commandLine);
        } catch (CommandLine.UsageException e) {
            System.err.println(e.getMessage());
            System.err.println(CommandLine.USAGE);
            System.exit(2);
        }
    }

    static ConfigurableApplicationContext run(CommandLine commandLine) {
        List<String> properties = new ArrayList<>(commandLine.properties());
        properties.add("--spring.config.additional-location=optional:file:"
                + commandLine.configFile().toAbsolutePath());
        SpringApplication application = new SpringApplication(ServerApplication.class);
        application.addInitializers(new CassandraStart());
        return application.run(properties.toArray(String[]::new));
    }
}
