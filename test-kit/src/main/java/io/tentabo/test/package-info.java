/** What a service's tests need: infrastructure, tokens, events, and the rules that every service keeps. */
@NullMarked
package io.tentabo.test;

import org.jspecify.annotations.NullMarked;
