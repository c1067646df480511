import { type EntraIdJwtOptions, JwtAuthentication, MeshEgress, MeshPeer, PathMatch } from '../../../lib';
import { azureStack, errorOf } from '../../support/planned';
import { faultOf, objectOf, objectsOf, shopIn } from './meshes';

const admins = { claim: 'groups', values: ['11111111-0000-0000-0000-000000000000', 'b'] };
const orders = { claim: 'roles', values: ['Orders.Read'] };

function tokens(options: Partial<EntraIdJwtOptions> = {}): JwtAuthentication {
  const tenantId = '11111111-2222-3333-4444-555555555555';
  return JwtAuthentication.entraId({ tenantId, audiences: ['api://shop'], ...options });
}

describe('claims of tokens', () => {
  test('that all requests need are refused where they are missing, but for what needs no token', () => {
    const jwtAuthentication = tokens({
      requiredClaims: [admins, orders],
      exemptCallers: [MeshPeer.serviceAccount('shop', 'web'), MeshPeer.namespace('jobs')],
      exemptPaths: [PathMatch.exact('/healthz')],
      exemptMethods: ['OPTIONS'],
    });
    for (const mesh of ['Istio', 'managed Istio']) {
      const { action, rules } = objectOf(mesh, { jwtAuthentication }, 'AuthorizationPolicy').spec;
      expect(action).toBe('DENY');
      const others = { notPrincipals: ['cluster.local/ns/shop/sa/web'], notNamespaces: ['jobs'] };
      const to = [{ operation: { ports: ['8080'], notPaths: ['/healthz'], notMethods: ['OPTIONS'] } }];
      const from = [{ source: others }];
      expect(rules).toEqual([
        { from: [{ source: { notRequestPrincipals: ['*'], ...others } }], to },
        { from, to, when: [{ key: 'request.auth.claims[groups]', notValues: admins.values }] },
        { from, to, when: [{ key: 'request.auth.claims[roles]', notValues: orders.values }] },
      ]);
    }
  });

  test('of single callers and paths are conditions of their rule, all of them', () => {
    const allowFrom = [
      MeshPeer.serviceAccount('shop', 'web'),
      MeshPeer.serviceAccount('shop', 'admin', { paths: [PathMatch.prefix('/admin')], claims: [admins, orders] }),
    ];
    const [policy] = objectsOf('Istio', { allowFrom, jwtAuthentication: tokens() }).filter(
      ({ kind, spec }) => kind === 'AuthorizationPolicy' && spec.action === 'ALLOW',
    );
    expect(policy.spec.rules.map(({ when }: { when?: object }) => when)).toEqual([
      undefined,
      [
        { key: 'request.auth.claims[groups]', values: admins.values },
        { key: 'request.auth.claims[roles]', values: orders.values },
      ],
    ]);
  });

  test('at a waypoint let nobody with conditions bypass it', () => {
    const allowFrom = [MeshPeer.serviceAccount('shop', 'admin', { claims: [admins] })];
    const policies = objectsOf('Istio ambient', { allowFrom, jwtAuthentication: tokens() }).filter(
      ({ kind }) => kind === 'AuthorizationPolicy',
    );
    const ofPods = policies.filter(({ spec }) => spec.selector);
    expect(ofPods).toHaveLength(1);
    expect(JSON.stringify(ofPods)).not.toContain('sa/admin');
    expect(JSON.stringify(policies)).toContain('request.auth.claims[groups]');
  });

  test('are exact values of a name, of validated tokens', () => {
    const at = "MeshService 'platform/Checkout'";
    const requiredClaims = [
      { claim: 'a][b', values: ['*', ''] },
      { claim: '', values: [] },
    ];
    const exemptCallers = [MeshPeer.serviceAccount('shop', 'web', { methods: ['GET'] })];
    expect(faultOf('Istio', { jwtAuthentication: tokens({ requiredClaims, exemptCallers }) })).toBe(
      `${at} has 6 faults:\n` +
        '- jwtAuthentication.requiredClaims[0].claim must be the name of a claim, got "a][b". For example, use groups.\n' +
        '- jwtAuthentication.requiredClaims[0].values[0] must be one exact value, without *, got *. Name each value.\n' +
        '- jwtAuthentication.requiredClaims[0].values[1] must be one exact value, without *, got "". Name each value.\n' +
        '- jwtAuthentication.requiredClaims[1].claim must be set. For example, use groups.\n' +
        "- jwtAuthentication.requiredClaims[1].values must be set. For example, use ['11111111-2222-3333-4444-555555555555'].\n" +
        '- jwtAuthentication.exemptCallers[0] must be a peer without methods, paths and claims, got shop/web. Leave them out.',
    );
    const allowFrom = [MeshPeer.serviceAccount('shop', 'web', { claims: [orders] })];
    for (const mesh of ['Istio', 'Linkerd', 'Open Service Mesh', 'Consul']) {
      expect(faultOf(mesh, { allowFrom })).toContain(
        'allowFrom[0].claims must be in allowFrom of a service with jwtAuthentication, got ["roles"]. Set jwtAuthentication on the service.',
      );
    }
    expect(faultOf('Linkerd', { allowFrom, jwtAuthentication: tokens() })).toContain(
      "which doesn't support this feature (JWT authentication)",
    );
    const namespace = shopIn(azureStack(), 'Open Service Mesh');
    const egress = { namespace, name: 'apis', hosts: ['api.example.com'], callers: allowFrom };
    expect(errorOf(() => new MeshEgress(namespace, 'Egress', egress))).toContain(
      'callers[0].claims must be in allowFrom',
    );
  });
});
