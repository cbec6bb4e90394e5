package io.tentabo.benchmark;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** PostgreSQL's own load generator, for the floor below which no service on this database can come. */
final class PgBench {

    private static final Pattern TPS = Pattern.compile("^tps = ([0-9.]+)", Pattern.MULTILINE);
    private static final Pattern FAILED = Pattern.compile("^number of failed transactions: 0 ", Pattern.MULTILINE);

    private final URI database;
    private final String user;
    private final String password;
    private final int clients;

    PgBench(URI database, String user, String password, int clients) {
        this.database = database;
        this.user = user;
        this.password = password;
        this.clients = clients;
    }

    static boolean isInstalled() {
        try {
            return new ProcessBuilder("pgbench", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Runs a script's transaction as often as it can; answers transactions per second. */
    double run(String script, Duration duration) throws IOException, InterruptedException {
        Path file = Files.createTempFile("tentabo-", ".pgbench");
        Path errors = Files.createTempFile("tentabo-", ".pgbench.log");
        try {
            Files.writeString(file, script);
            ProcessBuilder command = new ProcessBuilder(List.of(
                    "pgbench",
                    "--no-vacuum",
                    "--protocol=prepared",
                    "--client=" + clients,
                    "--jobs=2",
                    "--time=" + duration.toSeconds(),
                    "--file=" + file,
                    "--host=" + database.getHost(),
                    "--port=" + database.getPort(),
                    "--username=" + user,
                    database.getPath().substring(1)));
            command.environment().put("PGPASSWORD", password);
            command.redirectError(errors.toFile());
            Process process = command.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher tps = TPS.matcher(output);
            if (process.waitFor() != 0 || !tps.find() || !FAILED.matcher(output).find()) {
                throw new IllegalStateException("pgbench failed: " + output + Files.readString(errors));
            }
            return Double.parseDouble(tps.group(1));
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(errors);
        }
    }
}
