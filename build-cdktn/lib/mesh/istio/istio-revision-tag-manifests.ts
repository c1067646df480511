import { defaultRevision, istioSystem } from './istio-charts';
import type { IIstioMesh } from './istio-mesh-ref';

type Manifest = { [key: string]: unknown };

const exists = { operator: 'DoesNotExist' };
const optedOut = { key: 'sidecar.istio.io/inject', operator: 'NotIn', values: ['false'] };

/**
 * The objects that `revisionTags` of the chart `istiod` creates for a tag: the sidecar injection webhook and a Service. istiod
 * sets its certificate in the webhooks whose label `istio.io/rev` is its revision; both control planes have the same root
 * certificate until one of them changes it, so injection works while a tag moves.
 *
 * Source: templates/revision-tags-mwc.yaml and revision-tags-svc.yaml of
 * https://github.com/istio/istio/tree/1.30.3/manifests/charts/istio-control/istio-discovery, pkg/webhooks/webhookpatch.go
 */
export function revisionTagManifests(tag: string, { revision, rootNamespace }: IIstioMesh): Manifest[] {
  const labels = { 'istio.io/rev': revision, 'istio.io/tag': tag };
  return [
    {
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'MutatingWebhookConfiguration',
      metadata: {
        name: `istio-revision-tag-${tag}${rootNamespace === istioSystem ? '' : `-${rootNamespace}`}`,
        labels: { ...labels, app: 'sidecar-injector' },
        annotations: { 'admissions.enforcer/disabled': 'true' },
      },
      webhooks: [
        webhook('rev.namespace', tag, { revision, rootNamespace }),
        webhook('rev.object', tag, { revision, rootNamespace }),
      ],
    },
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: `istiod-revision-tag-${tag}`,
        namespace: rootNamespace,
        labels: { ...labels, app: 'istiod', istio: 'pilot' },
      },
      spec: {
        ports: [
          { port: 15010, name: 'grpc-xds', protocol: 'TCP' },
          { port: 15012, name: 'https-dns', protocol: 'TCP' },
          { port: 443, name: 'https-webhook', targetPort: 15017, protocol: 'TCP' },
          { port: 15014, name: 'http-monitoring', protocol: 'TCP' },
        ],
        selector: {
          app: 'istiod',
          ...(revision === defaultRevision ? { istio: 'pilot' } : { 'istio.io/rev': revision }),
        },
      },
    },
  ];
}

/** Selects pods in namespaces with the tag, and pods with the tag in namespaces without one. */
function webhook(
  which: 'rev.namespace' | 'rev.object',
  tag: string,
  { revision, rootNamespace }: Pick<IIstioMesh, 'revision' | 'rootNamespace'>,
): Manifest {
  const named = { key: 'istio.io/rev', operator: 'In', values: [tag] };
  const ofNamespace = which === 'rev.namespace';
  return {
    name: `${which}.sidecar-injector.istio.io`,
    clientConfig: {
      service: {
        name: revision === defaultRevision ? 'istiod' : `istiod-${revision}`,
        namespace: rootNamespace,
        path: '/inject',
        port: 443,
      },
    },
    sideEffects: 'None',
    rules: [{ operations: ['CREATE'], apiGroups: [''], apiVersions: ['v1'], resources: ['pods'] }],
    failurePolicy: 'Fail',
    reinvocationPolicy: 'Never',
    admissionReviewVersions: ['v1'],
    namespaceSelector: {
      matchExpressions: [
        ofNamespace ? named : { key: 'istio.io/rev', ...exists },
        { key: 'istio-injection', ...exists },
      ],
    },
    objectSelector: { matchExpressions: ofNamespace ? [optedOut] : [optedOut, named] },
  };
}
