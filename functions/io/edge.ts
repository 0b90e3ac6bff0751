// CloudFront: what the edge may not keep any longer.

export function edge(distributionId: string) {
  return {
    /**
     * Makes the edge ask anew for what begins or is named so: paths with a slash first, "*" at the end of some. The same
     * reference with the same paths again is the same invalidation. (API_CreateInvalidation, CallerReference)
     */
    async invalidate(reference: string, paths: string[]): Promise<void> {
      // A client more would slow the start of every rebuild.
      const { createInvalidation } = await import('./invalidation.ts');
      await createInvalidation(distributionId, reference, paths);
    },
  };
}
export type Edge = ReturnType<typeof edge>;
