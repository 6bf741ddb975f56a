/** The front door: every call is checked for access, then handed to what can do it. */
package org.redoubt.engine.service;
