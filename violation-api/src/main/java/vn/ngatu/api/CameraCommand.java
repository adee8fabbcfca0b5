package vn.ngatu.api;

import picocli.CommandLine.Command;

/** {@code ngatu camera}: what concerns single cameras. */
@Command(
        name = "camera",
        mixinStandardHelpOptions = true,
        description = "Tries cameras out.",
        subcommands = CameraProbeCommand.class,
        synopsisSubcommandLabel = "COMMAND")
final class CameraCommand {}
