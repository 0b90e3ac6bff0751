// How long the edge and readers may keep what is public. No stale copy outlives a withdrawal by more than five minutes.

/** Feeds and pages. */
export const A_MINUTE = 'public, max-age=60, s-maxage=60, stale-while-revalidate=30, stale-if-error=300';

/** Pictures, and pages of the past: they hardly ever change; the edge asks each minute whether they are still there. */
export const AN_HOUR = 'public, max-age=3600, s-maxage=60, stale-if-error=300';

/** What is named by its content. */
export const FOR_EVER = 'public, max-age=31536000, immutable';
