/** A section as a hook is given it: each use of it, and of its streams, shows that the hook is not stuck. */
package org.redoubt.engine.life;
