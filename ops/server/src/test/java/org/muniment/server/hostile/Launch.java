package org.muniment.server.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How the server under attack is launched, so that its disk can be filled: with libfiu (Debian: fiu-utils) between it and the system, and
 * with a small file system of its own below its object store, in a mount namespace that ends with it. Each only where it is possible.
 *
 * @param libfiu whether system calls can be made to fail, see {@link #control}
 * @param ownFileSystem whether the object store has one of {@link #FILE_SYSTEM_MEGABYTES}
 */
record Launch(Path home, boolean libfiu, boolean ownFileSystem) {

    static final int FILE_SYSTEM_MEGABYTES = 512;

    private static final Path LIBRARIES = Path.of("/usr/lib/fiu");
    /** In the JDK's spawn helper, libfiu's own thread gets in the way of the descriptors handed to a child; vfork has none. */
    private static final String LIBFIU =
            "JDK_JAVA_OPTIONS=-Djdk.lang.Process.launchMechanism=VFORK FIU_CTRL_FIFO=\"$0/fiu\" "
                    + "LD_PRELOAD='" + LIBRARIES.resolve("fiu_run_preload.so") + " "
                    + LIBRARIES.resolve("fiu_posix_preload.so") + "'";

    private static final List<String> NAMESPACE = List.of("unshare", "--user", "--map-root-user", "--mount");

    static Launch of(Path home) throws IOException, InterruptedException {
        boolean libfiu = Files.exists(LIBRARIES.resolve("fiu_posix_preload.so"));
        List<String> probe = new ArrayList<>(NAMESPACE);
        probe.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", "/mnt"));
        return new Launch(home, libfiu, runs(probe));
    }

    private static boolean runs(List<String> command) throws IOException, InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such program
        }
    }

    Path objects() {
        return home.resolve("objects");
    }

    /** Puts itself before the server's command and becomes it in the end. */
    List<String> launcher() throws IOException {
        Files.createDirectories(objects());
        String exec = libfiu ? "exec env " + LIBFIU + " \"$@\"" : "exec \"$@\"";
        if (!ownFileSystem) return List.of("sh", "-c", exec, home.toString());
        List<String> launcher = new ArrayList<>(NAMESPACE);
        String mount = "mount -t tmpfs -o size=" + FILE_SYSTEM_MEGABYTES + "m tmpfs \"$0/objects\" && ";
        launcher.addAll(List.of("sh", "-c", mount + exec, home.toString()));
        return launcher;
    }

    /** The server's directory of objects, as the server sees it. */
    Path objectsOf(long pid) {
        return ownFileSystem ? Path.of("/proc/" + pid + "/root" + objects()) : objects();
    }

    /** Has libfiu do something, as {@code enable name=posix/io/rw/pwrite,failinfo=28}. */
    void control(long pid, String command) throws IOException, InterruptedException {
        List<String> control =
                List.of("fiu-ctrl", "-f", home.resolve("fiu").toString(), "-c", command, String.valueOf(pid));
        if (!runs(control)) throw new IOException(control + " failed");
    }
}
