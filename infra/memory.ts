// Functions' memory, in MB. Lambda gives a whole virtual processor at 1,769 MB, and less in proportion (Lambda Developer
// Guide, "Configure Lambda function memory"): what computes costs the same with twice the memory and takes half the time;
// what waits for others costs twice as much. bench/cold.md reckons both.

/** Of who a release or a reader waits for: they wake, compute, and are done. */
export const COMPUTING = 1024;

/** Of who waits for a quota, an outlet or the clock, or looks each minute whether there is something to do. */
export const WAITING = 512;
