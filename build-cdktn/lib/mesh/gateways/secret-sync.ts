import type { Manifest } from '../../helm/manifest';
import { spreadConstraints } from '../../helm/spread-constraints';
import type { VaultSecrets } from '../../secrets/vault-secrets';

interface SecretSyncSettings {
  readonly name: string;
  readonly namespaceName: string;
  readonly image: string;
  readonly secrets: VaultSecrets;
}

/**
 * Pods that mount a volume and sleep. A new pod starts before an old one stops; they need no sidecar and no API server token, and
 * meet the Pod Security level restricted.
 */
export function secretSync({ name, namespaceName, image, secrets }: SecretSyncSettings): Manifest[] {
  const labels = { 'app.kubernetes.io/name': name };
  const metadata = { name, namespace: namespaceName, labels };
  const selector = { matchLabels: labels };
  const container = {
    name: 'secret-sync',
    image,
    resources: { requests: { cpu: '5m', memory: '8Mi' }, limits: { cpu: '20m', memory: '16Mi' } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: [secrets.volumeMount('/mnt/certificate', 'certificate')],
  };
  const podSpec = {
    ...(secrets.serviceAccountName === undefined ? {} : { serviceAccountName: secrets.serviceAccountName }),
    automountServiceAccountToken: false,
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    securityContext: { runAsNonRoot: true, runAsUser: 65535, seccompProfile: { type: 'RuntimeDefault' } },
    topologySpreadConstraints: spreadConstraints(labels, 'node'),
    containers: [container],
    volumes: [secrets.volume('certificate')],
  };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: 2,
        selector,
        strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        template: { metadata: { labels: { ...labels, 'sidecar.istio.io/inject': 'false' } }, spec: podSpec },
      },
    },
    { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata, spec: { minAvailable: 1, selector } },
  ];
}
