package io.tentabo.benchmark;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What processes have used of the processors since each began.
 *
 * @param byProcess by process id
 */
record ProcessorTimes(Map<Long, Duration> byProcess) {

    /** Processes that have ended meanwhile are left out. */
    static ProcessorTimes of(Stream<ProcessHandle> processes) {
        return new ProcessorTimes(processes
                .filter(process -> process.info().totalCpuDuration().isPresent())
                .collect(Collectors.toMap(ProcessHandle::pid, ProcessorTimes::of)));
    }

    static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What has been used since; all of it where a process began since. */
    Duration since(ProcessorTimes earlier) {
        return byProcess.entrySet().stream()
                .map(now -> now.getValue().minus(earlier.byProcess().getOrDefault(now.getKey(), Duration.ZERO)))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
