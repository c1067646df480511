import {
  ExternalAuthorization,
  type ExternalAuthorizationOptions,
  type IIstioMesh,
  IngressTls,
  IstioGateway,
  IstioMesh,
  MeshIngress,
  type MeshIngressProps,
  MeshNamespace,
  MeshPeer,
  MeshService,
  PathMatch,
} from '../../../lib';
import { FakeAksCluster } from '../../support/fake-aks-cluster';
import { azureStack, errorOf, Planned } from '../../support/planned';
import { manifestsOf } from '../../support/releases';
import { checkout, faultOf, objectsOf, planOf, workload } from './meshes';

const authorizer = (options?: ExternalAuthorizationOptions) =>
  ExternalAuthorization.byProvider('oauth2-proxy', options);

describe('external authorization', () => {
  test('of a service is asked for requests to its port, but for exemptions', () => {
    const exemptPaths = [PathMatch.prefix('/public')];
    const externalAuthorization = authorizer({ exemptPaths, exemptMethods: ['OPTIONS'] });
    for (const mesh of ['Istio', 'managed Istio']) {
      const [policy, ...others] = objectsOf(mesh, { externalAuthorization });
      expect(others).toEqual([]);
      expect(policy.metadata).toEqual({ name: 'checkout-external', namespace: 'shop' });
      const operation = { ports: ['8080'], notPaths: ['/public', '/public/*'], notMethods: ['OPTIONS'] };
      expect(policy.spec).toEqual({
        selector: { matchLabels: { app: 'checkout' } },
        action: 'CUSTOM',
        provider: { name: 'oauth2-proxy' },
        rules: [{ to: [{ operation }] }],
      });
    }
    expect(planOf('managed Istio', { externalAuthorization }).warnings).toEqual([
      'W271: AKS allows extension providers to be configured in its Istio, but Azure does not support them.',
    ]);
  });

  test('at a waypoint cannot be bypassed by a caller', () => {
    const allowFrom = [MeshPeer.serviceAccount('shop', 'web')];
    const policies = objectsOf('Istio ambient', { externalAuthorization: authorizer(), allowFrom });
    expect(policies.find(({ spec }) => spec.action === 'CUSTOM')?.spec.targetRefs).toEqual([
      { group: '', kind: 'Service', name: 'checkout' },
    ]);
    const ofPods = policies.filter(({ spec }) => spec.selector);
    expect(ofPods).toHaveLength(1);
    expect(JSON.stringify(ofPods)).not.toContain('sa/web');
  });

  test.each(['Linkerd', 'Open Service Mesh', 'Consul'])('is an error on %s', (mesh) => {
    expect(faultOf(mesh, { externalAuthorization: authorizer() })).toContain(
      `externalAuthorization must be left out on ${mesh}, which doesn't support this feature (external authorization). Istio, Istio ambient and managed Istio can`,
    );
  });

  test('names a provider that the mesh has, where the program configures it', () => {
    const make = (name: string, provider: string) => {
      const stack = azureStack();
      const values = { meshConfig: { extensionProviders: [{ name: 'opa' }, { name }] } };
      const mesh = new IstioMesh(stack, 'Mesh', { cluster: new FakeAksCluster(stack), values });
      const namespace = MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' });
      const externalAuthorization = ExternalAuthorization.byProvider(provider, {
        exemptPaths: [PathMatch.regex('/a')],
      });
      const props = { namespace, name: 'checkout', port: 80, workload, externalAuthorization };
      return errorOf(() => new MeshService(stack, 'Checkout', props));
    };
    const path =
      'externalAuthorization.exemptPaths[0] must be an exact path or a prefix on Istio, got /a. Use PathMatch.exact or PathMatch.prefix.';
    expect(make('oauth2-proxy', 'oauth2-proxy')).toBe(`MeshService 'platform/Checkout': ${path}`);
    expect(make('other', 'oauth2-proxy')).toBe(
      `MeshService 'platform/Checkout' has 2 faults:\n- ${path}\n` +
        '- externalAuthorization.name must be an extension provider of the mesh (opa, other), or all requests would be rejected, got ' +
        'oauth2-proxy. Define oauth2-proxy in extensionProviders of its MeshConfig: values: { meshConfig: { extensionProviders: [...] } }.',
    );
    const options = { exemptPaths: [], exemptMethods: ['options'] };
    expect(faultOf('Istio', { externalAuthorization: ExternalAuthorization.byProvider('', options) })).toBe(
      "MeshService 'platform/Checkout' has 3 faults:\n" +
        '- externalAuthorization.name must be set. For example, use oauth2-proxy.\n' +
        '- externalAuthorization.exemptPaths must not be empty. Leave it out.\n' +
        '- externalAuthorization.exemptMethods[0] must be a method in uppercase, got options. For example, use OPTIONS.',
    );
  });

  test('of an ingress is asked at the gateway for its hosts, with one provider a gateway', () => {
    const stack = azureStack();
    const service = checkout(stack, 'Istio', {});
    const gateway = IstioGateway.fromAttributes(stack, 'Gateway', {
      mesh: service.namespace.mesh as IIstioMesh,
      gatewayName: 'ingress',
      namespaceName: 'istio-ingress',
    });
    const tls = IngressTls.kubernetesSecret('shop-tls');
    const make = (id: string, props: Partial<MeshIngressProps>) =>
      new MeshIngress(stack, id, {
        gateway,
        name: id,
        hosts: [`${id}.example.com`],
        tls,
        routes: [{ service }],
        ...props,
      });
    make('shop', { externalAuthorization: authorizer({ exemptPaths: [PathMatch.exact('/healthz')] }) });
    expect(
      errorOf(() =>
        make('other', { hosts: ['*.example.net'], externalAuthorization: ExternalAuthorization.byProvider('opa') }),
      ),
    ).toBe(
      "MeshIngress 'platform/other' has 2 faults:\n" +
        '- hosts[0] must be a full name with externalAuthorization, got *.example.net. Set externalAuthorization on the services instead.\n' +
        "- externalAuthorization.name must be that of 'platform/shop' (oauth2-proxy), because a gateway has one provider, got opa. Use another " +
        'gateway, or the same provider.',
    );
    const policy = manifestsOf(Planned.of(stack), 'shop').find(({ kind }) => kind === 'AuthorizationPolicy');
    expect(policy?.metadata).toEqual({ name: 'shop-external', namespace: 'istio-ingress' });
    expect(policy?.spec.selector).toEqual({ matchLabels: { istio: 'ingress' } });
    const operation = { hosts: ['shop.example.com', 'shop.example.com:*'], notPaths: ['/healthz'] };
    expect(policy?.spec.rules).toEqual([{ to: [{ operation }] }]);
  });
});
