// Routes of the HTTP API. The API itself belongs to the state stack: its address is part of the site's.
import { Stack } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';

type ApiRoute = { api: apigateway.CfnApi; routes: string[]; handler: LambdaFunction };

/** `routes` as the API writes them: "POST /api/unsubscribe". */
export function apiRoute(scope: Construct, id: string, { api, routes, handler }: ApiRoute): void {
  const integration = new apigateway.CfnIntegration(scope, `${id}Integration`, {
    apiId: api.ref,
    integrationType: 'AWS_PROXY',
    integrationUri: handler.functionArn,
    payloadFormatVersion: '2.0',
  });
  for (const routeKey of routes) {
    const name = routeKey.replace(/(?:^| \/api\/)(\w)/g, (_, letter: string) => letter.toUpperCase());
    new apigateway.CfnRoute(scope, `${id}${name}`, {
      apiId: api.ref,
      routeKey,
      target: `integrations/${integration.ref}`,
    });
  }
  new CfnPermission(scope, `${id}Permission`, {
    action: 'lambda:InvokeFunction',
    functionName: handler.functionArn,
    principal: 'apigateway.amazonaws.com',
    sourceArn: Stack.of(scope).formatArn({ service: 'execute-api', resource: api.ref, resourceName: '*/*' }),
  });
}
