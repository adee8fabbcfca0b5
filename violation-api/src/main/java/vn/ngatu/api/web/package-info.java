/**
 * The pages that people work with: plain ES modules and style sheets beside this package's classes, served from the jar
 * as they are. Everything they show comes from the API.
 *
 * <p>Starting points: {@link vn.ngatu.api.web.Pages}; among the resources {@code index.html} and {@code app.js}. May depend
 * on Armeria and on nothing else of the engine.
 */
@NullMarked
package vn.ngatu.api.web;

import org.jspecify.annotations.NullMarked;
