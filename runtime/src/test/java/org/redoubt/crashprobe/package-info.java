/** What the crash test puts into the runtime that it kills. */
package org.redoubt.crashprobe;
