// Lambda Developer Guide, "Working with resource-based IAM policies in Lambda".
import { expect, it } from 'vitest';
import { compute } from '../../../infra/local/resources/compute.ts';
import { demandPermissions } from '../../../infra/local/resources/permissions.ts';
import { web } from '../../../infra/local/resources/web.ts';

const permitted = (functionArn: string, service: string) => ({ ...compute(), permissions: [{ functionArn, service }] });

it('a schedule needs the permission of each function that it invokes', () => {
  const rules = [{ seconds: 60, functionArns: ['arn:clock'] }];

  demandPermissions({ ...permitted('arn:clock', 'events.amazonaws.com'), rules }, web());

  expect(() => demandPermissions({ ...permitted('arn:other', 'events.amazonaws.com'), rules }, web())).toThrow(
    "arn:clock doesn't let events.amazonaws.com invoke it",
  );
});

it('a route needs the permission of its function, for the API and not for another service', () => {
  const routes = { ...web(), routes: new Map([['GET /api/leave', 'arn:leave']]) };

  demandPermissions(permitted('arn:leave', 'apigateway.amazonaws.com'), routes);

  expect(() => demandPermissions(permitted('arn:leave', 'events.amazonaws.com'), routes)).toThrow(
    "arn:leave doesn't let apigateway.amazonaws.com invoke it",
  );
});
