package vn.ngatu.api.parts;

import picocli.CommandLine.IVersionProvider;

/** The software's version, as the build wrote it into the archive. */
public final class Version implements IVersionProvider {

    /** The version's name; {@code development} where the classes were not started from an archive. */
    public static String name() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ngatu " + name()};
    }
}
