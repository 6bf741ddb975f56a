/** What is in checkpoints, looked into without an operation. Depends on the packages that find checkpoints; nothing but the front door depends on it. */
package org.redoubt.engine.content;
