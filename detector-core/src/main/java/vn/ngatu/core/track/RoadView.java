package vn.ngatu.core.track;

import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.CuboidFit;
import vn.ngatu.core.geom.CuboidOutline;

/** What all tracks of a calibrated camera share: its model, the picture's size, known headings and reused workspaces. */
final class RoadView {

    final CameraModel camera;
    final double pictureWidth;
    final double pictureHeight;
    final HeadingPrior headings;
    final CuboidFit fit;
    final CuboidOutline outline;
    final Resemblance resemblance;

    RoadView(CameraModel camera, double pictureWidth, double pictureHeight, HeadingPrior headings) {
        this.camera = camera;
        this.pictureWidth = pictureWidth;
        this.pictureHeight = pictureHeight;
        this.headings = headings;
        fit = new CuboidFit(camera);
        outline = new CuboidOutline(camera);
        resemblance = new Resemblance(new CuboidOutline(camera));
    }
}
