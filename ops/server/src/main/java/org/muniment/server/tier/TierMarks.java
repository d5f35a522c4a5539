package org.muniment.server.tier;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.muniment.archive.error.ArchiveException;
import org.muniment.archive.error.ErrorCode;
import org.muniment.archive.lifecycle.Document;
import org.muniment.archive.lifecycle.DocumentRegister;

/**
 * Tells the directory a tier has always had from one that only has its path: a disk that is not mounted looks like an empty tier, and copies written under its
 * mount point are good until it is there again. Each tier of files bears a mark that the index knows.
 */
public final class TierMarks {

    static final String COLLECTION = "tier-marks";

    /** Of the document: first the mark is chosen, then written, then both agree. */
    private static final long CHOSEN = 1;

    private static final String FILE = "tier";

    private final DocumentRegister documents;

    public TierMarks(DocumentRegister documents) {
        this.documents = documents;
    }

    /** @throws ArchiveException STORE_UNAVAILABLE where it is not the tier's directory; the message says what to do */
    public void require(TierStores.FileTier tier) {
        Document chosen = documents.find(COLLECTION, tier.name()).orElseGet(() -> choose(tier));
        Optional<String> there = read(tier);
        if (there.filter(chosen.json()::equals).isPresent()) {
            if (chosen.version() == CHOSEN) documents.put(chosen.next(chosen.json()));
        } else if (there.isEmpty() && chosen.version() == CHOSEN) {
            write(tier, chosen.json());
            documents.put(chosen.next(chosen.json()));
        } else {
            throw refused(tier, chosen.json(), there);
        }
    }

    private Document choose(TierStores.FileTier tier) {
        read(tier).ifPresent(mark -> {
            throw unavailable(
                    tier,
                    "bears the mark of another archive, " + mark + "; if this one's index was begun anew on"
                            + " purpose, and no other archive uses the directory, remove the file " + file(tier));
        });
        documents.put(
                Document.first(COLLECTION, tier.name(), '"' + UUID.randomUUID().toString() + '"'));
        return documents.find(COLLECTION, tier.name()).orElseThrow(); // another server's, where that was faster
    }

    private static ArchiveException refused(TierStores.FileTier tier, String mark, Optional<String> there) {
        String what = there.map(other -> "bears the mark " + other + " and not " + mark)
                .orElse("does not bear the mark " + mark);
        return unavailable(
                tier,
                what
                        + ": is its disk mounted, and its path right? If this is its directory nevertheless, write the mark"
                        + " into the file " + file(tier));
    }

    private static ArchiveException unavailable(TierStores.FileTier tier, String what) {
        return new ArchiveException(
                ErrorCode.STORE_UNAVAILABLE, "the directory " + tier.root() + " of tier " + tier.name() + " " + what);
    }

    private static Path file(TierStores.FileTier tier) {
        return tier.root().resolve(FILE);
    }

    private static Optional<String> read(TierStores.FileTier tier) {
        try {
            return Optional.of(Files.readString(file(tier)).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "file " + file(tier) + " can't be read", e);
        }
    }

    /** Whole or not at all: it is moved into its place when it is durable. */
    private static void write(TierStores.FileTier tier, String mark) {
        Path made = tier.root().resolve(FILE + "-" + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(made, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((mark + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            Files.move(made, file(tier));
        } catch (IOException e) {
            throw new ArchiveException(ErrorCode.STORE_UNAVAILABLE, "file " + file(tier) + " can't be written", e);
        }
    }
}
