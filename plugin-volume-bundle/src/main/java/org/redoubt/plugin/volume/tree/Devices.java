package org.redoubt.plugin.volume.tree;

import org.redoubt.api.os.DeviceNumber;

/** Device numbers in the 64 bits that Linux encodes them in. */
final class Devices {
    private Devices() {
    }

    static long encode(DeviceNumber device) {
        long major = device.major();
        long minor = device.minor();
        return (major & 0xfffff000L) << 32 | (major & 0xfffL) << 8 | (minor & 0xffffff00L) << 12 | minor & 0xffL;
    }

    static DeviceNumber decode(long number) {
        int major = (int) (number >>> 32 & 0x7ffff000L | number >>> 8 & 0xfffL);
        int minor = (int) (number >>> 12 & 0x7fffff00L | number & 0xffL);
        return new DeviceNumber(major, minor);
    }
}
