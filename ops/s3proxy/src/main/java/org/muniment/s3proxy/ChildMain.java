package org.muniment.s3proxy;

import java.io.IOException;
import org.gaul.s3proxy.Main;

/** S3Proxy as long as the parent lives: what the parent holds is our standard input, and when that ends, so do we. */
final class ChildMain {

    private ChildMain() {}

    public static void main(String[] args) throws Exception {
        Thread watch = new Thread(ChildMain::haltWithParent, "parent-watch");
        watch.setDaemon(true);
        watch.start();
        Main.main(args);
    }

    private static void haltWithParent() {
        try {
            while (System.in.read() >= 0) continue;
        } catch (IOException e) {
            // as good as its end
        }
        Runtime.getRuntime().halt(0);
    }
}
