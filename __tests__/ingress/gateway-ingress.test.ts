import type { TerraformStack } from 'cdktf';
import {
  AgicDeployment,
  AksCluster,
  ApplicationGateway,
  ApplicationGatewayIngress,
  GatewayIngress,
  type GatewayIngressProps,
  GatewayIngressTarget,
  GatewayIngressTls,
  type IAksCluster,
  IstioGateway,
  IstioMesh,
  ManagedIstioMesh,
  MeshNamespace,
  Namespace,
} from '../../lib';
import { FakeMesh } from '../support/fake-mesh';
import { errorOf, Planned } from '../support/planned';
import { manifestsOf } from '../support/releases';
import { newIdentity } from './ingress-fixtures';

const prefix = 'appgw.ingress.kubernetes.io';

function clusterIn(stack: TerraformStack): IAksCluster {
  const found = stack.node.tryFindChild('Cluster') as IAksCluster | undefined;
  return found ?? AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
}

function ingress(stack: TerraformStack, props: Partial<GatewayIngressProps>): GatewayIngress {
  const cluster = clusterIn(stack);
  return new GatewayIngress(stack, 'Ingress', {
    controller: ApplicationGatewayIngress.fromCluster(stack, 'Controller', { cluster }),
    name: 'shop',
    target: GatewayIngressTarget.service('web', 8080),
    ...props,
  });
}

function inShop(stack: TerraformStack): Namespace {
  return Namespace.fromName(stack, 'Shop', { cluster: clusterIn(stack), name: 'shop' }) as Namespace;
}

function planned(build: (stack: TerraformStack) => Partial<GatewayIngressProps>): Planned {
  return Planned.by((stack) => ingress(stack, build(stack)));
}

function refusal(build: (stack: TerraformStack) => Partial<GatewayIngressProps>): string {
  return errorOf(() => planned(build));
}

const istioOn = (stack: TerraformStack) => IstioMesh.fromAttributes(stack, 'Mesh', { cluster: clusterIn(stack) });
const istioGateway = (stack: TerraformStack) =>
  IstioGateway.fromAttributes(stack, 'Gateway', {
    mesh: istioOn(stack),
    gatewayName: 'istio-ingressgateway',
    namespaceName: 'istio-ingress',
  });

describe('an Ingress', () => {
  test('says TLS, redirect, host and probe by the names of the controller', () => {
    const plan = planned((stack) => ({
      namespace: inShop(stack),
      hosts: ['shop.example.com'],
      paths: ['/api'],
      tls: GatewayIngressTls.fromGateway('shop'),
      probe: { path: '/healthz', statusCodes: ['200', '204'] },
    }));
    expect(manifestsOf(plan, 'Ingress_Manifests')).toEqual([
      {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'Ingress',
        metadata: {
          name: 'shop',
          namespace: 'shop',
          annotations: {
            [`${prefix}/appgw-ssl-certificate`]: 'shop',
            [`${prefix}/ssl-redirect`]: 'true',
            [`${prefix}/health-probe-path`]: '/healthz',
            [`${prefix}/health-probe-status-codes`]: '200,204',
          },
        },
        spec: {
          ingressClassName: 'azure-application-gateway',
          rules: [
            {
              host: 'shop.example.com',
              http: {
                paths: [
                  {
                    path: '/api',
                    pathType: 'Prefix',
                    backend: { service: { name: 'web', port: { number: 8080 } } },
                  },
                ],
              },
            },
          ],
        },
      },
    ]);
    expect(plan.warnings).toEqual([]);
  });

  test('warns without TLS', () => {
    expect(planned((stack) => ({ namespace: inShop(stack) })).warnings).toEqual([
      'W253: Clients call Ingress shop by plain HTTP: it has no tls.',
    ]);
  });
});

describe('in front of Istio', () => {
  test('leads to a gateway of its own, and probes its health port', () => {
    const plan = planned((stack) => ({ target: GatewayIngressTarget.istioGateway(istioGateway(stack)) }));
    const [{ metadata, spec }] = manifestsOf(plan, 'Ingress_Manifests');
    expect(metadata).toEqual({
      name: 'shop',
      namespace: 'istio-ingress',
      annotations: {
        [`${prefix}/health-probe-port`]: '15021',
        [`${prefix}/health-probe-path`]: '/healthz/ready',
        [`${prefix}/health-probe-status-codes`]: '200-399',
      },
    });
    expect(spec.rules[0].http.paths[0].backend.service).toEqual({ name: 'istio-ingressgateway', port: { number: 80 } });
  });

  test('leads to the gateway of the add-on, by TLS, with a probe that its routes answer', () => {
    const plan = planned((stack) => ({
      target: GatewayIngressTarget.istioGateway(
        ManagedIstioMesh.fromCluster(stack, 'Mesh', { cluster: clusterIn(stack), revision: 'asm-1-30' })
          .internalGateway,
      ),
      backendTls: { hostName: 'shop.internal', trustedRootNames: ['internal'] },
      probe: { path: '/healthz' },
    }));
    const [{ metadata, spec }] = manifestsOf(plan, 'Ingress_Manifests');
    expect(metadata).toEqual({
      name: 'shop',
      namespace: 'aks-istio-ingress',
      annotations: {
        [`${prefix}/backend-protocol`]: 'https',
        [`${prefix}/backend-hostname`]: 'shop.internal',
        [`${prefix}/appgw-trusted-root-certificate`]: 'internal',
        [`${prefix}/health-probe-path`]: '/healthz',
      },
    });
    expect(spec.rules[0].http.paths[0].backend.service).toEqual({
      name: 'aks-istio-ingressgateway-internal',
      port: { number: 443 },
    });
  });

  test('opens one port of meshed pods, and leaves the probe to the sidecar', () => {
    const plan = planned((stack) => ({
      namespace: MeshNamespace.fromName(stack, 'Shop', { mesh: istioOn(stack), name: 'shop' }),
      target: GatewayIngressTarget.meshedService({
        serviceName: 'web',
        port: 80,
        podLabels: { app: 'web' },
        podPort: 8080,
      }),
    }));
    const [{ metadata }, policy] = manifestsOf(plan, 'Ingress_Manifests');
    expect(metadata.annotations).toBe(undefined);
    expect(policy).toEqual({
      apiVersion: 'security.istio.io/v1',
      kind: 'PeerAuthentication',
      metadata: { name: 'shop-gateway', namespace: 'shop' },
      spec: { selector: { matchLabels: { app: 'web' } }, portLevelMtls: { '8080': { mode: 'PERMISSIVE' } } },
    });
    expect(plan.warnings).toContain(
      'W254: The pods of Ingress shop accept plain text on one port, from every client that can reach them.',
    );
  });
});

describe('bad input', () => {
  const at = "GatewayIngress 'platform/Ingress'";

  test.each<[string, Partial<GatewayIngressProps>, number]>([
    ['two hosts', { hosts: ['a.example.com', 'b.example.com'], sslRedirect: false }, 2],
    ['a redirect', { hosts: ['a.example.com'] }, 2],
    ['two hosts and their redirects', { hosts: ['a.example.com', 'b.example.com'] }, 4],
  ])('one priority for the rules of %s', (_name, props, listeners) => {
    const tls = GatewayIngressTls.fromSecret('tls');
    expect(refusal(() => ({ tls, rulePriority: 10, ...props }))).toContain(
      `rulePriority must be left out of an Ingress with ${listeners} listeners`,
    );
  });

  test('TLS to a gateway of Istio with its health port, and without a probe', () => {
    const why =
      "with backendTls the gateway's probes use TLS too, but the health port 15021 of an Istio gateway accepts only plain text";
    const fix =
      "Set the path of an existing route, e.g. probe: { path: '/healthz', port: 443 }, or leave backendTls out.";
    const build = (port: number | undefined) => (stack: TerraformStack) => ({
      target: GatewayIngressTarget.istioGateway(istioGateway(stack)),
      backendTls: { hostName: 'shop.internal' },
      probe: port === undefined ? undefined : { port, path: '/healthz/ready' },
    });
    expect(refusal(build(15021))).toBe(`${at}: probe.port must not be 15021: ${why}, got 15021. ${fix}`);
    expect(refusal(build(undefined))).toBe(`${at}: probe.path must be set in front of 'target': ${why}. ${fix}`);
  });

  test('a plain Service whose pods are in a mesh', () => {
    const must =
      "must not be a plain Service: its pods are in the mesh 'platform/Mesh', and pods that accept only mutual TLS reject the " +
      'gateway, which is not in the mesh, got web.';
    expect(
      refusal((stack) => ({
        namespace: MeshNamespace.fromName(stack, 'Shop', { mesh: istioOn(stack), name: 'shop' }),
      })),
    ).toBe(
      `${at}: target ${must} Use GatewayIngressTarget.istioGateway(...) or GatewayIngressTarget.meshedService(...).`,
    );
    expect(
      refusal((stack) => {
        const mesh = new FakeMesh(stack, 'Mesh', clusterIn(stack), 'Linkerd');
        return { namespace: MeshNamespace.fromName(stack, 'Shop', { mesh, name: 'shop' }) };
      }),
    ).toBe(
      `${at}: target ${must} Route to an ingress gateway of the mesh in a separate Namespace, or exclude the pods' port by MeshWorkload.excludedInboundPorts.`,
    );
  });

  test('a Secret on a gateway whose certificates are Terraform’s; roots, addresses and annotations that are not there', () => {
    const error = refusal((stack) => {
      const gateway = ApplicationGateway.fromLookup(stack, 'AppGateway', {
        gatewayName: 'shop',
        resourceGroupName: 'rg-shop',
        certificateNames: ['shop'],
        trustedRootNames: [],
        privateFrontend: false,
      });
      return {
        controller: new ApplicationGatewayIngress(stack, 'Agic', {
          cluster: clusterIn(stack),
          deployment: AgicDeployment.helm(gateway, { newIdentity }),
          watchNamespaces: ['cart'],
        }),
        namespace: inShop(stack),
        tls: GatewayIngressTls.fromSecret('shop-tls'),
        backendTls: { hostName: 'shop.internal', trustedRootNames: ['internal'] },
        privateFrontend: true,
        annotations: { [`${prefix}/ssl-redirect`]: 'true' },
      };
    });
    expect(error).toBe(
      `${at} has 5 faults:\n- namespace must be a namespace that the controller watches (cart), got shop. Add it to the controller's watchNamespaces.\n- tls must be a certificate of the gateway: Terraform manages them, and would remove certificates that the controller uploads, got shop-tls. Use GatewayIngressTls.fromGateway('shop').\n- backendTls.trustedRootNames[0] must exist on the gateway (none), got internal. Add the trusted root to the ApplicationGateway.\n- privateFrontend can only be used with a gateway that has a private address: the controller ignores the Ingress otherwise, got true. Set privateAddress on the ApplicationGateway.\n- annotations must leave ${prefix}/ssl-redirect to sslRedirect, got true. Set sslRedirect.`,
    );
  });
});
