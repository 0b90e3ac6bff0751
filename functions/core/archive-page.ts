// A page of a language's past: fifty releases in the order in which they came out. It is written when it is full, and
// again only where one of its releases is corrected or withdrawn: a publication costs the same, however much there is.

export const PAGE_SIZE = 50;

/** The page of the release that came out as the `position`th, both from 1. */
export const pageOf = (position: number): number => Math.ceil(position / PAGE_SIZE);

/** How many pages are full once `count` releases came out. */
export const fullPages = (count: number): number => Math.floor(count / PAGE_SIZE);
