package vn.ngatu.camera.address;

/** How RTP travels. */
public enum Transport {
    /** Inside the RTSP connection: nothing is lost, nothing but one port is needed. */
    TCP,
    /** As datagrams: less delay on a bad network, at the price of lost packets. */
    UDP
}
