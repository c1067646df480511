import { checkGiven, checkName, checkPattern } from '../core/checks';
import type { Faults } from '../core/faults';
import { checkAnnotations } from '../core/kubernetes-metadata';
import { nameRules } from '../core/names';

/** How a dashboard is reached from outside of the cluster: an Ingress with a certificate. */
export interface DashboardIngressOptions {
  /** The host, e.g. `kiali.example.com`. */
  readonly hostName: string;

  /** The class of the ingress controller, e.g. `azure-application-gateway`. */
  readonly ingressClassName: string;

  /** The Secret with the host's certificate, of type `kubernetes.io/tls`, in the namespace of the dashboard. */
  readonly tlsSecretName: string;

  /**
   * Annotations of the Ingress, for its controller.
   *
   * @default - none of your own
   */
  readonly annotations?: { [key: string]: string };
}

const hostPattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

export function checkDashboardIngress(
  faults: Faults,
  prop: string,
  ingress: DashboardIngressOptions | undefined,
): void {
  if (!ingress) return;
  const { hostName, ingressClassName, tlsSecretName } = ingress;
  if (checkGiven(faults, `${prop}.hostName`, hostName, 'For example, use kiali.example.com.')) {
    checkPattern(faults, `${prop}.hostName`, hostName, hostPattern, 'must be a host name', 'kiali.example.com');
  }
  const named = { ingressClassName, tlsSecretName };
  for (const [name, value] of Object.entries(named))
    checkName(faults, `${prop}.${name}`, value, nameRules.kubernetesObject);
  checkAnnotations(faults, `${prop}.annotations`, ingress.annotations);
}
