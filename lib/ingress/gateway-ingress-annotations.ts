import { compact } from '../core/compact';
import { numberText } from '../core/token-values';
import type { GatewayIngressProps } from './gateway-ingress-props';

export const annotationPrefix = 'appgw.ingress.kubernetes.io';

/**
 * By the names of the controller's documentation.
 *
 * Source: https://github.com/Azure/application-gateway-kubernetes-ingress/blob/1.9.8/pkg/annotations/ingress_annotations.go
 */
export function annotationsOf(props: GatewayIngressProps): { [key: string]: string } | undefined {
  const { tls, backendTls, target, connectionDrainingSeconds: draining } = props;
  const probe = { ...target._probe(backendTls !== undefined), ...compact({ ...props.probe }) };
  const own = {
    'appgw-ssl-certificate': tls?._certificateName,
    'ssl-redirect': tls && text(props.sslRedirect ?? true),
    'backend-protocol': backendTls && 'https',
    'backend-hostname': backendTls?.hostName,
    'appgw-trusted-root-certificate': backendTls?.trustedRootNames?.join(','),
    'health-probe-hostname': probe.hostName,
    'health-probe-port': text(probe.port),
    'health-probe-path': probe.path,
    'health-probe-status-codes': probe.statusCodes?.join(','),
    'health-probe-interval': text(probe.intervalSeconds),
    'health-probe-timeout': text(probe.timeoutSeconds),
    'health-probe-unhealthy-threshold': text(probe.unhealthyThreshold),
    'use-private-ip': props.privateFrontend ? 'true' : undefined,
    'waf-policy-for-path': props.firewall?.firewallId,
    'request-timeout': text(props.requestTimeoutSeconds),
    'connection-draining': draining === undefined ? undefined : 'true',
    'connection-draining-timeout': text(draining),
    'cookie-based-affinity': props.cookieAffinity ? 'true' : undefined,
    'backend-path-prefix': props.backendPathPrefix,
    'override-frontend-port': text(props.frontendPort),
    'appgw-ssl-profile': props.sslProfileName,
    'rule-priority': text(props.rulePriority),
  };
  const entries = Object.entries(own)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]): [string, string] => [`${annotationPrefix}/${name}`, value]);
  const all = { ...props.annotations, ...Object.fromEntries(entries) };
  return Object.keys(all).length > 0 ? all : undefined;
}

/** The annotations that props set, by the controller's names. */
export const typedAnnotations: { readonly [name: string]: string } = {
  'appgw-ssl-certificate': 'tls',
  'ssl-redirect': 'sslRedirect',
  'backend-protocol': 'backendTls',
  'backend-hostname': 'backendTls',
  'appgw-trusted-root-certificate': 'backendTls',
  'health-probe-hostname': 'probe',
  'health-probe-port': 'probe',
  'health-probe-path': 'probe',
  'health-probe-status-codes': 'probe',
  'health-probe-interval': 'probe',
  'health-probe-timeout': 'probe',
  'health-probe-unhealthy-threshold': 'probe',
  'use-private-ip': 'privateFrontend',
  'waf-policy-for-path': 'firewall',
  'request-timeout': 'requestTimeoutSeconds',
  'connection-draining': 'connectionDrainingSeconds',
  'connection-draining-timeout': 'connectionDrainingSeconds',
  'cookie-based-affinity': 'cookieAffinity',
  'backend-path-prefix': 'backendPathPrefix',
  'override-frontend-port': 'frontendPort',
  'appgw-ssl-profile': 'sslProfileName',
  'rule-priority': 'rulePriority',
};

function text(value: number | boolean | undefined): string | undefined {
  if (value === undefined) return undefined;
  return typeof value === 'number' ? numberText(value) : String(value);
}
