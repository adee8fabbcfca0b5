"""A real RTSP server with live test pictures, for the tests: GStreamer's, on loopback.

Usage: gst_rtsp_server.py PORT [USER PASSWORD]. Serves /h264 and /jpeg; prints READY when it listens.
"""

import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

PICTURES = "videotestsrc is-live=true pattern=ball ! video/x-raw,width=320,height=192,framerate=25/1 ! videoconvert ! "
STREAMS = {
    "/h264": PICTURES
    + "x264enc tune=zerolatency speed-preset=ultrafast threads=1 bitrate=300 key-int-max=10 ! "
    + "rtph264pay name=pay0 pt=96 config-interval=-1",
    "/jpeg": PICTURES + "video/x-raw,format=I420 ! jpegenc ! rtpjpegpay name=pay0 pt=26",
}


def only_for(server, user, password):
    """Lets only this user watch, by digest authentication."""
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string(GstRtspServer.RTSP_TOKEN_MEDIA_FACTORY_ROLE, "viewer")
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    auth.add_digest(user, password, token)
    server.set_auth(auth)


def main(port, *credentials):
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    if credentials:
        only_for(server, *credentials)
    for path, pipeline in STREAMS.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch("( " + pipeline + " )")
        factory.set_shared(True)
        if credentials:
            permissions = GstRtspServer.RTSPPermissions()
            for permission in ("media.factory.access", "media.factory.construct"):
                permissions.add_permission_for_role("viewer", permission, True)
            factory.set_permissions(permissions)
        server.get_mount_points().add_factory(path, factory)
    if not server.attach(None):
        sys.exit("can't listen on port " + port)
    print("READY", flush=True)
    GLib.MainLoop().run()


main(*sys.argv[1:])
