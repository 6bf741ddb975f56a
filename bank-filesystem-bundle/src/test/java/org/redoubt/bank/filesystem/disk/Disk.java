package org.redoubt.bank.filesystem.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** A disk with one tree of files, as all processes see it. Its paths are absolute. Thread-safe. */
public final class Disk {
    private final ReentrantLock lock = new ReentrantLock();
    private final Node.Folder root;
    private final List<Step> steps = new ArrayList<>();
    private final List<Meeting> meetings = new CopyOnWriteArrayList<>();
    private final DiskFileSystem files = new DiskFileSystem(this);
    private final Predicate<String> deaf;
    private long moment;

    /** An empty disk that brings to disk what it is told to. */
    public Disk() {
        this(step -> false);
    }

    /**
     * An empty disk that only pretends to bring some things to disk.
     *
     * @param deaf which: told {@code sync} or {@code sync names} and the path
     */
    public Disk(Predicate<String> deaf) {
        this.deaf = deaf;
        this.root = new Node.Folder(++moment);
    }

    private record Meeting(Predicate<String> when, Runnable what) {
    }

    /** A path on it. */
    public Path path(String path) {
        return files.getPath(path);
    }

    /** Lets something else happen, once, in the middle of things: right before a step that is like this. */
    public void before(Predicate<String> step, Runnable what) {
        meetings.add(new Meeting(step, what));
    }

    /** Whether everything has happened that was to happen before some step. */
    public boolean allMet() {
        return meetings.isEmpty();
    }

    /** Writes down that somebody relies on something from now on. */
    public void say(Object promise) {
        does("say " + promise, () -> steps.add(new Step("say " + promise, new Step.Say(promise))));
    }

    /** All that was done to it. */
    public List<Step> steps() {
        return locked(() -> List.copyOf(steps));
    }

    Node.Folder root() {
        return root;
    }

    long next() {
        return ++moment;
    }

    /** Something that is done under the lock. */
    interface Work<T, E extends Exception> {
        T run() throws E;
    }

    <T, E extends Exception> T locked(Work<T, E> work) throws E {
        lock.lock();
        try {
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private <T, E extends Exception> T does(String what, Work<T, E> work) throws E {
        for (Meeting meeting : meetings) {
            if (meeting.when().test(what) && meetings.remove(meeting)) {
                meeting.what().run();
            }
        }
        return locked(work);
    }

    private void write(String what, Step.Act act) {
        steps.add(new Step(what, act));
    }

    /** What a path leads to; under the lock. */
    Node node(Path path) throws IOException {
        Node at = root;
        for (Path name : path) {
            Node child = at instanceof Node.Folder folder ? folder.entries().get(name.toString()) : null;
            if (child == null) {
                throw at instanceof Node.Folder ? new NoSuchFileException(path.toString()) : new NotDirectory(path);
            }
            at = child;
        }
        return at;
    }

    /** As the kernel says it: also of a path that is looked up below a file. */
    private static final class NotDirectory extends FileSystemException {
        private static final long serialVersionUID = 1L;

        NotDirectory(Path path) {
            super(path.toString(), null, "Not a directory");
        }
    }

    private Node.Folder parent(Path path) throws IOException {
        if (node(path.getParent()) instanceof Node.Folder folder) {
            return folder;
        }
        throw new NotDirectory(path);
    }

    private Optional<Node> find(Path path) throws IOException {
        return Optional.ofNullable(parent(path).entries().get(path.getFileName().toString()));
    }

    private void change(String what, Step.Change... changes) {
        write(what, new Step.Name(List.of(changes)));
        for (Step.Change change : changes) {
            change.folder().change(next());
            change.node().ifPresentOrElse(node -> change.folder().entries().put(change.name(), node), () -> change.folder().entries().remove(change.name()));
        }
    }

    private Step.Change change(Path path, Optional<Node> node) throws IOException {
        return new Step.Change(parent(path), path.getFileName().toString(), node);
    }

    private void refuseExisting(Path path) throws IOException {
        if (find(path).isPresent()) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    /** The file at a path, made if that is wanted. */
    Node open(Path path, boolean create, boolean fresh) throws IOException {
        return does("open " + path, () -> {
            if (fresh) {
                refuseExisting(path);
            }
            if (fresh || create && find(path).isEmpty()) {
                Node.File made = new Node.File(next(), Content.NONE);
                change("make " + path, change(path, Optional.of(made)));
                return made;
            }
            return node(path);
        });
    }

    void makeFolder(Path path) throws IOException {
        this.<Void, IOException>does("mkdir " + path, () -> {
            refuseExisting(path);
            change("mkdir " + path, change(path, Optional.of(new Node.Folder(next()))));
            return null;
        });
    }

    void link(Path path, Path existing) throws IOException {
        this.<Void, IOException>does("link " + path, () -> {
            Node node = node(existing);
            refuseExisting(path);
            change("link " + path, change(path, Optional.of(node)));
            return null;
        });
    }

    void move(Path from, Path to) throws IOException {
        this.<Void, IOException>does("rename " + to, () -> {
            Node node = node(from);
            if (find(to).orElse(node) instanceof Node.Folder) {
                throw new FileSystemException(to.toString(), null, "Is a directory");
            }
            change("rename " + to, change(to, Optional.of(node)), change(from, Optional.empty()));
            return null;
        });
    }

    /** Removes what is at a path, if it is such. */
    void remove(Path path, Set<Class<? extends Node>> kinds) throws IOException {
        this.<Void, IOException>does("remove " + path, () -> {
            Node node = node(path);
            if (!kinds.contains(node.getClass())) {
                throw new NotDirectoryException(path.toString());
            }
            if (node instanceof Node.Folder folder && !folder.entries().isEmpty()) {
                throw new DirectoryNotEmptyException(path.toString());
            }
            change("remove " + path, change(path, Optional.empty()));
            return null;
        });
    }

    void write(Path path, Node.File file, long at, byte[] bytes) {
        does("write " + path, () -> {
            write("write " + path, new Step.Write(file, at, bytes));
            file.write(at, bytes);
            file.change(next());
            return null;
        });
    }

    void sync(Path path, Node node) {
        String what = (node instanceof Node.Folder ? "sync names " : "sync ") + path;
        does(what, () -> {
            if (!deaf.test(what)) {
                write(what, switch (node) {
                    case Node.File file -> new Step.SyncFile(file);
                    case Node.Folder folder -> new Step.SyncFolder(folder);
                });
            }
            return null;
        });
    }

    /** The names in a folder. */
    Map<String, Node> entries(Path path) throws IOException {
        return locked(() -> {
            if (node(path) instanceof Node.Folder folder) {
                return Map.copyOf(folder.entries());
            }
            throw new NotDirectoryException(path.toString());
        });
    }
}
