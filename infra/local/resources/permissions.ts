// A function's own policy: AWS lets no service invoke a function that doesn't permit it, and says so to nobody who waits.
import type { Compute } from './compute.ts';
import type { Web } from './web.ts';

/** Throws for a route or a schedule whose function doesn't let its service in. */
export function demandPermissions({ permissions, rules }: Compute, { routes }: Web): void {
  const demand = (functionArn: string, service: string) => {
    if (permissions.some((one) => one.functionArn === functionArn && one.service === service)) return;
    throw new Error(`${functionArn} doesn't let ${service} invoke it`);
  };
  for (const { functionArns } of rules) for (const arn of functionArns) demand(arn, 'events.amazonaws.com');
  for (const arn of routes.values()) demand(arn, 'apigateway.amazonaws.com');
}
