package vn.ngatu.api;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.ngatu.core.evidence.sign.SigningKey;

/** {@code ngatu key}: the keys that sign evidence. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description = "Makes the keys that sign evidence.",
        subcommands = KeyCommand.Create.class,
        synopsisSubcommandLabel = "COMMAND")
final class KeyCommand {

    /** {@code ngatu key create}: a new key. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a new Ed25519 key. Earlier public keys stay, so that what they signed can be checked.")
    static final class Create implements Callable<Integer> {

        @Option(
                names = "--out",
                required = true,
                paramLabel = "DIR",
                description = "Gets ID.private.pem, readable for its owner only, and public/ID.pem to be published.")
        private Path out = Path.of("");

        @SuppressWarnings("NullAway.Init") // picocli sets it
        @Spec
        private CommandSpec spec;

        @Override
        public Integer call() throws IOException {
            SigningKey key = SigningKey.create();
            Path published = Files.createDirectories(out.resolve("public")).resolve(key.id() + ".pem");
            Path secret = out.resolve(key.id() + ".private.pem");
            key.write(secret);
            Files.writeString(published, key.publicPem(), StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            PrintWriter print = spec.commandLine().getOut();
            print.println("key " + key.id());
            print.println("private, for the engine only: " + secret);
            print.println("public, to be published: " + published);
            return 0;
        }
    }
}
