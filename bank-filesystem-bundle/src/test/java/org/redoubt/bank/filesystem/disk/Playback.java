package org.redoubt.bank.filesystem.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Goes once more through all that was done to a disk, and shows what a loss of power would have left at each moment. For one thread. */
public final class Playback {
    private final Node.Folder root;
    private final List<Step> done = new ArrayList<>();
    private final Iterator<Step> steps;
    private final Map<Node.File, Written> files = new IdentityHashMap<>();
    private final Map<Node.Folder, Map<String, List<Optional<Node>>>> folders = new IdentityHashMap<>();
    private Optional<Object> promise = Optional.empty();

    /** What was brought to disk of a file, and what was written to it since. */
    private static final class Written {
        private final List<Step.Write> loose = new ArrayList<>();
        private Content durable = Content.NONE;
        private Content newest = Content.NONE;

        void write(Step.Write write) {
            loose.add(write);
            newest = newest.with(write.at(), write.bytes());
        }

        void sync() {
            loose.clear();
            durable = newest;
        }

        Content left(Loss loss) {
            Content left = durable;
            boolean whole = true;
            for (Step.Write write : loose) {
                int bytes = loss.bytes(write.bytes().length);
                whole &= bytes == write.bytes().length;
                left = bytes == 0 ? left : left.with(write.at(), Arrays.copyOf(write.bytes(), bytes));
            }
            return whole ? newest : left;
        }
    }

    /** From the beginning, when the disk was empty. */
    public Playback(Disk disk) {
        this.root = disk.root();
        this.steps = disk.steps().iterator();
    }

    /** Goes on by one step; false if there is none. */
    public boolean next() {
        if (!steps.hasNext()) {
            return false;
        }
        Step step = steps.next();
        done.add(step);
        switch (step.act()) {
            case Step.Write write -> file(write.file()).write(write);
            case Step.SyncFile sync -> file(sync.file()).sync();
            case Step.Name name -> name.changes().forEach(this::change);
            case Step.SyncFolder sync -> folder(sync.folder()).values().forEach(states -> states.subList(0, states.size() - 1).clear());
            case Step.Say say -> promise = Optional.of(say.promise());
        }
        return true;
    }

    private Written file(Node.File file) {
        return files.computeIfAbsent(file, fresh -> new Written());
    }

    private Map<String, List<Optional<Node>>> folder(Node.Folder folder) {
        return folders.computeIfAbsent(folder, fresh -> new TreeMap<>());
    }

    private void change(Step.Change change) {
        folder(change.folder()).computeIfAbsent(change.name(), fresh -> new ArrayList<>(List.of(Optional.empty()))).add(change.node());
    }

    /** What was done, the last steps of it. */
    public List<String> done(int last) {
        return done.subList(Math.max(0, done.size() - last), done.size()).stream().map(Step::what).toList();
    }

    /** How many steps were done. */
    public int count() {
        return done.size();
    }

    /** The last promise that was made by now. */
    public Optional<Object> promise() {
        return promise;
    }

    /** What is left if the power is lost now. */
    public Wreck lose(Loss loss) {
        Map<Node, Content> left = new IdentityHashMap<>();
        Map<String, Content> tree = new TreeMap<>();
        lose(root, "/", loss, left, tree);
        return new Wreck(tree);
    }

    private void lose(Node.Folder folder, String base, Loss loss, Map<Node, Content> left, Map<String, Content> tree) {
        folder(folder).forEach((name, states) -> states.get(loss.state(states.stream().map(Optional::isPresent).toList())).ifPresent(node -> {
            switch (node) {
                case Node.File file -> tree.put(base + name, left.computeIfAbsent(file, fresh -> file(file).left(loss)));
                case Node.Folder below -> {
                    tree.put(base + name + "/", Content.NONE);
                    lose(below, base + name + "/", loss, left, tree);
                }
            }
        }));
    }
}
