package vn.ngatu.bench.accuracy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How well tracks follow the truth, 0..1: HOTA with its detection and association parts (Luiten et al. 2021, mean over the
 * overlaps 0.05 to 0.95), IDF1 (Ristani et al. 2016) and MOTA with its identity switches at an overlap of 0.5.
 *
 * @param matches the pairs behind HOTA
 */
record TrackingScore(
        double hota,
        double detection,
        double association,
        double idf1,
        double mota,
        int switches,
        int truths,
        int tracks,
        List<Match> matches) {

    private static final double SAME = 0.5;

    /** A road user and a track taken for the same in one frame, by their places in the frame's lists. */
    record Match(int frame, int truth, int guess, double overlap) {}

    static TrackingScore of(List<TrackingFrame> all) {
        return new Scorer(all).score();
    }

    private static final class Scorer {
        final List<View> views = new ArrayList<>();
        final Map<Integer, Integer> truthIndex = new TreeMap<>();
        final Map<Integer, Integer> trackIndex = new TreeMap<>();
        double[] truthRows = {};
        double[] trackRows = {};
        int allTruths;
        int allTracks;

        Scorer(List<TrackingFrame> all) {
            for (int i = 0; i < all.size(); i++) {
                View view = View.of(i, all.get(i));
                views.add(view);
                view.truthIds.forEach(id -> truthIndex.putIfAbsent(id, truthIndex.size()));
                view.trackIds.forEach(id -> trackIndex.putIfAbsent(id, trackIndex.size()));
            }
            truthRows = new double[truthIndex.size()];
            trackRows = new double[trackIndex.size()];
            for (View view : views) {
                view.truthIds.forEach(id -> truthRows[truth(id)]++);
                view.trackIds.forEach(id -> trackRows[track(id)]++);
                allTruths += view.truthIds.size();
                allTracks += view.trackIds.size();
            }
        }

        int truth(int id) {
            return truthIndex.getOrDefault(id, -1);
        }

        int track(int id) {
            return trackIndex.getOrDefault(id, -1);
        }

        TrackingScore score() {
            double[][] same = new double[truthRows.length][trackRows.length];
            List<Match> matches = hotaMatches(alignment(same));
            double[] parts = hota(matches);
            double[] mota = mota();
            return new TrackingScore(
                    parts[0],
                    parts[1],
                    parts[2],
                    allTruths + allTracks == 0 ? 0 : 2 * bestIdentities(same) / (allTruths + allTracks),
                    mota[0],
                    (int) mota[1],
                    truthRows.length,
                    trackRows.length,
                    matches);
        }

        // How much each road user and each track belong together over the whole time; fills `same` with the frames in
        // which they overlap enough.
        double[][] alignment(double[][] same) {
            double[][] shared = new double[truthRows.length][trackRows.length];
            for (View view : views) {
                double[] rowSums = new double[view.truthIds.size()];
                double[] columnSums = new double[view.trackIds.size()];
                for (int i = 0; i < rowSums.length; i++) {
                    for (int j = 0; j < columnSums.length; j++) {
                        rowSums[i] += view.overlap[i][j];
                        columnSums[j] += view.overlap[i][j];
                    }
                }
                for (int i = 0; i < rowSums.length; i++) {
                    for (int j = 0; j < columnSums.length; j++) {
                        double o = view.overlap[i][j];
                        int t = truth(view.truthIds.get(i));
                        int k = track(view.trackIds.get(j));
                        shared[t][k] += o / Math.max(1e-9, rowSums[i] + columnSums[j] - o);
                        same[t][k] += o >= SAME ? 1 : 0;
                    }
                }
            }
            for (int t = 0; t < truthRows.length; t++) {
                for (int k = 0; k < trackRows.length; k++) {
                    shared[t][k] /= Math.max(1e-9, truthRows[t] + trackRows[k] - shared[t][k]);
                }
            }
            return shared;
        }

        List<Match> hotaMatches(double[][] alignment) {
            List<Match> matches = new ArrayList<>();
            for (View view : views) {
                double[][] cost = view.costs((i, j) ->
                        -alignment[truth(view.truthIds.get(i))][track(view.trackIds.get(j))] * view.overlap[i][j]);
                int[] columns = SparseMatching.of(cost);
                for (int i = 0; i < columns.length; i++) {
                    if (columns[i] >= 0) {
                        matches.add(new Match(
                                view.frame,
                                view.truthPlaces.get(i),
                                view.trackPlaces.get(columns[i]),
                                view.overlap[i][columns[i]]));
                    }
                }
            }
            return matches;
        }

        double[] hota(List<Match> matches) {
            double[] sums = new double[3];
            for (int step = 1; step <= 19; step++) {
                double atLeast = 0.05 * step - 1e-9;
                Map<Long, Integer> together = new TreeMap<>();
                int hits = 0;
                for (Match match : matches) {
                    if (match.overlap >= atLeast) {
                        View view = views.get(match.frame);
                        long pair = (long) truth(view.source
                                                .truths()
                                                .get(match.truth)
                                                .id())
                                        * trackRows.length
                                + track(view.source.guesses().get(match.guess).id());
                        together.merge(pair, 1, Integer::sum);
                        hits++;
                    }
                }
                double association = 0;
                for (var entry : together.entrySet()) {
                    int t = (int) (entry.getKey() / trackRows.length);
                    int k = (int) (entry.getKey() % trackRows.length);
                    double n = entry.getValue();
                    association += n * n / (truthRows[t] + trackRows[k] - n);
                }
                association /= Math.max(1, hits);
                double detection = hits / Math.max(1.0, allTruths + allTracks - hits);
                sums[0] += Math.sqrt(association * detection);
                sums[1] += detection;
                sums[2] += association;
            }
            return Arrays.stream(sums).map(sum -> sum / 19).toArray();
        }

        double bestIdentities(double[][] same) {
            double[][] cost = Arrays.stream(same)
                    .map(row -> Arrays.stream(row).map(n -> -n).toArray())
                    .toArray(double[][]::new);
            int[] columns = SparseMatching.of(cost);
            double hits = 0;
            for (int i = 0; i < columns.length; i++) {
                hits += columns[i] < 0 ? 0 : same[i][columns[i]];
            }
            return hits;
        }

        // MOTA and the number of switches; a pair of the frame before is kept while it overlaps enough.
        double[] mota() {
            Map<Integer, Integer> last = new TreeMap<>();
            Map<Integer, Integer> before = new TreeMap<>();
            int hits = 0;
            int switches = 0;
            for (View view : views) {
                Map<Integer, Integer> kept = before;
                double[][] cost = view.costs((i, j) -> view.overlap[i][j] < SAME
                        ? 0
                        : -view.overlap[i][j]
                                - (view.trackIds.get(j).equals(kept.get(view.truthIds.get(i))) ? 1000 : 0));
                int[] columns = SparseMatching.of(cost);
                Map<Integer, Integer> now = new TreeMap<>();
                for (int i = 0; i < columns.length; i++) {
                    if (columns[i] < 0 || view.overlap[i][columns[i]] < SAME) {
                        continue;
                    }
                    int truth = view.truthIds.get(i);
                    int track = view.trackIds.get(columns[i]);
                    hits++;
                    now.put(truth, track);
                    Integer old = last.put(truth, track);
                    switches += old != null && old != track ? 1 : 0;
                }
                before = now;
            }
            double wrong = allTruths - hits + allTracks - hits + switches;
            return new double[] {1 - wrong / Math.max(1, allTruths), switches};
        }
    }

    /** One frame without what is not asked for. */
    private record View(
            int frame,
            TrackingFrame source,
            List<Integer> truthPlaces,
            List<Integer> trackPlaces,
            List<Integer> truthIds,
            List<Integer> trackIds,
            double[][] overlap) {

        interface Cost {
            double of(int truth, int track);
        }

        static View of(int frame, TrackingFrame source) {
            int n = source.truths().size();
            int m = source.guesses().size();
            double[][] overlap = new double[n][m];
            double[][] cost = new double[n][m];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < m; j++) {
                    overlap[i][j] = source.truths()
                            .get(i)
                            .box()
                            .iou(source.guesses().get(j).box());
                    cost[i][j] = overlap[i][j] >= SAME ? -overlap[i][j] : 0;
                }
            }
            List<Integer> tracks = new ArrayList<>();
            for (int j = 0; j < m; j++) {
                tracks.add(j);
            }
            int[] columns = SparseMatching.of(cost);
            List<Integer> truths = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                if (source.truths().get(i).asked()) {
                    truths.add(i);
                } else if (columns[i] >= 0 && overlap[i][columns[i]] >= SAME) {
                    tracks.remove(Integer.valueOf(columns[i]));
                }
            }
            double[][] left = new double[truths.size()][tracks.size()];
            for (int i = 0; i < left.length; i++) {
                for (int j = 0; j < left[i].length; j++) {
                    left[i][j] = overlap[truths.get(i)][tracks.get(j)];
                }
            }
            return new View(
                    frame,
                    source,
                    truths,
                    tracks,
                    truths.stream().map(i -> source.truths().get(i).id()).toList(),
                    tracks.stream().map(j -> source.guesses().get(j).id()).toList(),
                    left);
        }

        double[][] costs(Cost cost) {
            double[][] costs = new double[truthIds.size()][trackIds.size()];
            for (int i = 0; i < costs.length; i++) {
                for (int j = 0; j < costs[i].length; j++) {
                    costs[i][j] = cost.of(i, j);
                }
            }
            return costs;
        }
    }
}
