package io.tentabo.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Sends what the servers inside the launcher log to a file: the terminal is for what a person needs. */
final class LauncherLog {

    private LauncherLog() {}

    static void writeTo(Path dataDirectory) {
        try {
            Path logs = Files.createDirectories(dataDirectory.resolve("logs"));
            Handler file = new FileHandler(logs.resolve("launcher.log").toString(), true);
            file.setFormatter(new SimpleFormatter());
            Logger root = Logger.getLogger("");
            for (Handler handler : root.getHandlers()) {
                root.removeHandler(handler);
            }
            root.addHandler(file);
            root.setLevel(Level.INFO);
        } catch (IOException e) {
            throw new SuiteException(
                    "The data directory " + dataDirectory + " cannot be used: " + e.getMessage() + ".", e);
        }
    }
}
