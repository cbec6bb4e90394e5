/** Keyset paging with opaque, tamper-evident cursors that are bound to a tenant and a list. */
@NullMarked
package io.tentabo.kit.paging;

import org.jspecify.annotations.NullMarked;
