package vn.ngatu.core.media.demux;

/** Where a stream's times come from. */
public enum Stamps {
    /** A recording: its own stamps, with nothing else to hold against them. */
    RECORDED,
    /** A live stream: its own stamps, held against when its packets arrive. */
    LIVE,
    /** A live stream without stamps worth the name, such as pictures over HTTP: when its packets arrive. */
    ARRIVAL
}
