/** What the tests of several packages begin with. */
package org.redoubt.shell.given;
