package io.tentabo.local.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The steps of a demo with their results, printed as they come. */
public final class DemoReport {

    private final PrintStream out;
    private final List<String> failed = new ArrayList<>();
    private int steps;

    DemoReport(PrintStream out) {
        this.out = out;
    }

    void chapter(String title) {
        out.println();
        out.println(title);
    }

    /**
     * Takes a step and prints its result.
     *
     * @param work answers the essential values in a few words; throws when the step failed
     * @return whether it succeeded
     */
    boolean step(String name, Callable<String> work) {
        steps++;
        try {
            out.println("  ✓ " + name + ": " + work.call());
            return true;
        } catch (Exception e) {
            failed.add(name);
            out.println("  ✗ " + name + ": " + e.getMessage());
            return false;
        }
    }

    public boolean passed() {
        return failed.isEmpty();
    }

    /** One line. */
    public String summary() {
        return System.lineSeparator()
                + (passed() ? "All " + steps + " steps passed." : "Failed: " + String.join("; ", failed) + ".");
    }
}
