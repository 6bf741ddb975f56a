/**
 * What has to be taken back: the steps that hooks register before they act, and their replay, the last ones first, when an
 * operation stops.
 */
package org.redoubt.engine.undo;
