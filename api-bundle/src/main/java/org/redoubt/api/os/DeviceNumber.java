package org.redoubt.api.os;

/**
 * The number of a device: the one that a file system lies on, or the one that a node stands for.
 *
 * @param major the driver's number
 * @param minor the device's number within its driver
 */
public record DeviceNumber(int major, int minor) {

    /** The number of no device. */
    public static final DeviceNumber NONE = new DeviceNumber(0, 0);

    /**
     * Refuses negative numbers.
     *
     * @throws IllegalArgumentException if one of the numbers is negative
     */
    public DeviceNumber {
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("a device number is not negative: " + major + ":" + minor);
        }
    }

    @Override
    public String toString() {
        return major + ":" + minor;
    }
}
