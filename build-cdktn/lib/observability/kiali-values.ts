import type { Values } from '../helm/owned-values';
import { spreadConstraints } from '../helm/spread-constraints';
import type { DashboardIngressOptions } from './dashboard-ingress';
import { kialiGrafanaValues } from './kiali-links';
import type { KialiLogin } from './kiali-login';
import type { KialiProps } from './kiali-props';

const port = 20001;
const webRoot = '/kiali';
const serviceName = 'kiali';

/**
 * Values of the chart `kiali-server`, by the names of its 2.29.0 `values.yaml`.
 *
 * The image's tag never moves, so it is pulled once a node.
 */
export function kialiValues(props: KialiProps, login: KialiLogin): Values {
  const { prometheus, ingress, tracing, namespaces, replicas, signingKeySecretName } = props;
  return {
    auth: login._values(),
    deployment: {
      instance_name: serviceName,
      image_pull_policy: 'IfNotPresent',
      view_only_mode: props.viewOnly ?? true,
      node_selector: { 'kubernetes.io/os': 'linux' },
      secret_name: login._secretName,
      ...(namespaces ? accessTo([props.mesh.rootNamespace, ...namespaces.map((each) => each.namespaceName)]) : {}),
      ...(replicas === undefined || replicas === 1 ? {} : several(replicas)),
      ...(ingress ? { ingress: ingressValues(ingress) } : {}),
    },
    external_services: {
      istio: { root_namespace: props.mesh.rootNamespace },
      prometheus: prometheus._values(),
      grafana: kialiGrafanaValues(props.grafana, prometheus._facts.grafanaUrl),
      tracing: tracing?._values() ?? { enabled: false },
    },
    ...(ingress ? { server: { web_fqdn: ingress.hostName, web_schema: 'https', web_port: '443' } } : {}),
    ...(signingKeySecretName ? { login_token: { signing_key: `secret:${signingKeySecretName}:key` } } : {}),
  };
}

/** Roles in each of these namespaces in place of one for the whole cluster. */
function accessTo(names: string[]): Values {
  const matchExpressions = [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: [...new Set(names)] }];
  return { cluster_wide_access: false, discovery_selectors: { default: [{ matchExpressions }] } };
}

function several(replicas: number): Values {
  const labels = { 'app.kubernetes.io/name': 'kiali', 'app.kubernetes.io/instance': serviceName };
  return {
    replicas,
    pod_disruption_budget: { spec: { minAvailable: 1 } },
    topology_spread_constraints: spreadConstraints(labels, 'zone', 'node'),
  };
}

/** The chart's own Ingress has no certificate, so all of its specification is given. */
function ingressValues({ hostName, ingressClassName, tlsSecretName, annotations }: DashboardIngressOptions): Values {
  const backend = { service: { name: serviceName, port: { number: port } } };
  return {
    enabled: true,
    override_yaml: {
      metadata: annotations ? { annotations: { ...annotations } } : undefined,
      spec: {
        ingressClassName,
        tls: [{ hosts: [hostName], secretName: tlsSecretName }],
        rules: [{ host: hostName, http: { paths: [{ path: webRoot, pathType: 'Prefix', backend }] } }],
      },
    },
  };
}
