import type { Manifest } from '../../helm/manifest';
import { defaultRevision } from './istio-charts';
import type { WaypointFacts } from './istio-facts';

/**
 * The waypoint, from which Istio creates a Deployment with the same name, and its autoscaler. Only namespaces that reference the
 * waypoint may use it.
 *
 * Source: `makeGateway` in istioctl/pkg/waypoint/waypoint.go and `GetDefaultName` in pilot/pkg/config/kube/gatewaycommon of
 * https://github.com/istio/istio/tree/1.30.3
 */
export function waypointManifests(
  { name, namespace }: WaypointFacts,
  revision: string,
  minReplicas: number,
  maxReplicas: number,
): Manifest[] {
  const metadata = { name, namespace };
  const selector = { matchLabels: { 'istio.io/use-waypoint': name, 'istio.io/use-waypoint-namespace': namespace } };
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: {
        ...metadata,
        labels: {
          'istio.io/waypoint-for': 'service',
          ...(revision === defaultRevision ? {} : { 'istio.io/rev': revision }),
        },
      },
      spec: {
        gatewayClassName: 'istio-waypoint',
        listeners: [
          {
            name: 'mesh',
            port: 15008,
            protocol: 'HBONE',
            allowedRoutes: { namespaces: { from: 'Selector', selector } },
          },
        ],
      },
    },
    {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
        minReplicas,
        maxReplicas,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } },
        ],
      },
    },
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      spec: {
        maxUnavailable: 1,
        selector: { matchLabels: { 'gateway.networking.k8s.io/gateway-name': name } },
      },
    },
  ];
}
