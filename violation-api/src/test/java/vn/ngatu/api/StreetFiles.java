package vn.ngatu.api;

import static java.util.Objects.requireNonNull;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.ngatu.core.geom.Box;
import vn.ngatu.core.geom.CameraModel;
import vn.ngatu.core.geom.Point;
import vn.ngatu.core.media.TestClips;

/**
 * The files of a drawn street: cars and motorcycles by turns drive away from the camera over a stop line while its lamp
 * shows red. One after the other, so that there is a violation for each; twelve and a half frames a second, 960x540.
 */
public final class StreetFiles {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 540;
    private static final double RATE = 12.5;
    private static final double LINE = 24;
    private static final double SPEED = 7;
    private static final double FIRST = 6;
    private static final double APART = 3;
    private static final double RED_FROM = 3;
    private static final CameraModel CAMERA = CameraModel.ofPose(8, Math.toRadians(20), 0, 900, WIDTH, HEIGHT);
    private static final Color ROAD = new Color(0x5d6166);
    private static final Color[] PAINT = {
        new Color(0xb9c4cc), new Color(0x7d3b3b), new Color(0x3b5b7d), new Color(0xd9d4c4)
    };

    public final Path scene;
    public final Path clip;
    public final Path detections;
    public final Path signals;

    private final int vehicles;

    /** Makes the files in {@code folder}, with so many vehicles. */
    public StreetFiles(Path folder, int vehicles) throws IOException {
        this.vehicles = vehicles;
        int frames = (int) ((FIRST + APART * vehicles + 5) * RATE);
        scene = Files.writeString(folder.resolve("scene.yaml"), scene());
        clip = TestClips.at(folder.resolve("street.mp4"))
                .size(WIDTH, HEIGHT)
                .frames(frames, 25)
                .times(number -> number * 80)
                .pictures(this::picture)
                .write();
        detections = Files.writeString(folder.resolve("detections.csv"), detections(frames));
        signals = Files.writeString(
                folder.resolve("signals.csv"),
                String.format(
                                Locale.ROOT,
                                "start,end,signal,state%n0,1,main,GREEN%n1,3,main,AMBER%n3,%.1f,main,RED%n",
                                frames / RATE)
                        .replace("\r\n", "\n"));
    }

    private static String scene() {
        return """
                scene: duong-ve
                image: {width: 960, height: 540}
                timeZone: Asia/Ho_Chi_Minh
                calibration:
                  camera: {height: 8m, pitch: 20deg, roll: 0deg, focal: 900px}
                signals:
                  - id: main
                    heads:
                      - {box: [0.80, 0.08, 0.025, 0.13], lamps: vertical}
                lanes:
                  - id: L1
                    polygon: [%s, %s, %s, %s]
                    heading: [%s, %s]
                stopLines:
                  - id: S1
                    line: [%s, %s]
                    heading: [%s, %s]
                    signal: main
                """.formatted(
                        point(-2.5, 13),
                        point(2.5, 13),
                        point(2.5, LINE),
                        point(-2.5, LINE),
                        point(0, 13),
                        point(0, LINE),
                        point(-2.5, LINE),
                        point(2.5, LINE),
                        point(0, LINE - 4),
                        point(0, LINE + 4));
    }

    private static String point(double x, double y) {
        Point image = image(x, y, 0);
        return String.format(Locale.ROOT, "[%.5f, %.5f]", image.x() / WIDTH, image.y() / HEIGHT);
    }

    private static Point image(double x, double y, double z) {
        return requireNonNull(CAMERA.toImage(new Point(x, y), z));
    }

    private boolean isCar(int vehicle) {
        return vehicle % 2 == 0;
    }

    private double front(int vehicle, double time) {
        return LINE + SPEED * (time - FIRST - APART * vehicle);
    }

    private String detections(int frames) {
        StringBuilder rows = new StringBuilder("frame,left,top,width,height,score,class\n");
        for (int frame = 0; frame < frames; frame++) {
            for (int vehicle = 0; vehicle < vehicles; vehicle++) {
                double front = front(vehicle, frame / RATE);
                if (front > 15 && front < 52) {
                    Box box = box(vehicle, front);
                    rows.append(String.format(
                            Locale.ROOT,
                            "%d,%.1f,%.1f,%.1f,%.1f,0.930,%s\n",
                            frame,
                            box.left(),
                            box.top(),
                            box.width(),
                            box.height(),
                            isCar(vehicle) ? "car" : "motorcycle"));
                }
            }
        }
        return rows.toString();
    }

    private Box box(int vehicle, double front) {
        double left = Double.POSITIVE_INFINITY;
        double top = Double.POSITIVE_INFINITY;
        double right = Double.NEGATIVE_INFINITY;
        double bottom = Double.NEGATIVE_INFINITY;
        for (Point p : corners(vehicle, front)) {
            left = Math.min(left, p.x());
            right = Math.max(right, p.x());
            top = Math.min(top, p.y());
            bottom = Math.max(bottom, p.y());
        }
        return Box.ofCorners(Math.max(0, left), Math.max(0, top), Math.min(WIDTH, right), Math.min(HEIGHT, bottom));
    }

    // Rear, then front; each from the lower left around.
    private List<Point> corners(int vehicle, double front) {
        double half = isCar(vehicle) ? 0.9 : 0.4;
        double length = isCar(vehicle) ? 4.4 : 1.9;
        double height = isCar(vehicle) ? 1.5 : 1.6;
        List<Point> corners = new ArrayList<>();
        for (double y : new double[] {front - length, front}) {
            corners.add(image(-half, y, 0));
            corners.add(image(half, y, 0));
            corners.add(image(half, y, height));
            corners.add(image(-half, y, height));
        }
        return corners;
    }

    private byte[] picture(int frame) {
        double time = frame / RATE;
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        drawStreet(g);
        drawLamp(g, time);
        for (int vehicle = vehicles - 1; vehicle >= 0; vehicle--) {
            double front = front(vehicle, time);
            if (front > 13 && front < 90) {
                drawVehicle(g, vehicle, front);
            }
        }
        g.dispose();
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < bytes.length; i += 3) {
            byte blue = bytes[i];
            bytes[i] = bytes[i + 2];
            bytes[i + 2] = blue;
        }
        return bytes;
    }

    private static void drawStreet(Graphics2D g) {
        g.setColor(new Color(0xa9bac8));
        g.fillRect(0, 0, WIDTH, HEIGHT);
        fill(g, new Color(0x8b927f), -60, 10, 60, 400);
        fill(g, new Color(0x9a9a92), -7, 10, 7, 400);
        fill(g, ROAD, -5, 10, 5, 400);
        fill(g, ROAD, -60, LINE + 4, 60, LINE + 12);
        fill(g, Color.WHITE, -2.5, LINE, 2.5, LINE + 0.4);
        for (double y = 12; y < 120; y += 6) {
            if (y < LINE - 2 || y > LINE + 12) {
                fill(g, new Color(0xe8e4d0), -2.6, y, -2.45, y + 3);
                fill(g, new Color(0xe8e4d0), 2.45, y, 2.6, y + 3);
            }
        }
    }

    private static void drawLamp(Graphics2D g, double time) {
        g.setColor(new Color(0x3a3d40));
        g.fillRect(776, 40, 8, 330);
        g.fillRect(768, 43, 24, 70);
        Color dark = new Color(0x202224);
        Color[] lit = {
            time >= RED_FROM ? new Color(0xff3b30) : dark,
            time >= 1 && time < RED_FROM ? new Color(0xffb020) : dark,
            time < 1 ? new Color(0x30d060) : dark
        };
        for (int i = 0; i < 3; i++) {
            g.setColor(lit[i]);
            g.fillOval(771, 47 + 22 * i, 18, 18);
        }
    }

    private void drawVehicle(Graphics2D g, int vehicle, double front) {
        List<Point> c = corners(vehicle, front);
        Color paint = PAINT[vehicle / 2 % PAINT.length];
        fill(g, paint.brighter(), c.get(3), c.get(2), c.get(6), c.get(7));
        fill(g, paint, c.get(0), c.get(1), c.get(2), c.get(3));
        g.setColor(paint.darker());
        g.setStroke(new BasicStroke(1));
        g.draw(path(c.get(0), c.get(1), c.get(2), c.get(3)));
        Point low = c.get(0);
        double width = c.get(1).x() - low.x();
        double height = low.y() - c.get(3).y();
        double share = isCar(vehicle) ? 0.3 : 0.6;
        g.setColor(Color.WHITE);
        g.fillRect(
                (int) (low.x() + width * (1 - share) / 2),
                (int) (low.y() - height * 0.42),
                (int) Math.max(3, width * share),
                (int) Math.max(2, height * 0.16));
    }

    private static void fill(Graphics2D g, Color colour, double x0, double y0, double x1, double y1) {
        fill(g, colour, image(x0, y0, 0), image(x1, y0, 0), image(x1, y1, 0), image(x0, y1, 0));
    }

    private static void fill(Graphics2D g, Color colour, Point... points) {
        g.setColor(colour);
        g.fill(path(points));
    }

    private static Path2D path(Point... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0].x(), points[0].y());
        for (int i = 1; i < points.length; i++) {
            path.lineTo(points[i].x(), points[i].y());
        }
        path.closePath();
        return path;
    }
}
