import type { Construct } from 'constructs';
import { checkGiven, checkInteger, checkName, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { nameRules } from '../core/names';
import { checkOwnedValues, type OwnedValues } from '../helm/owned-values';
import { dialectOf } from '../mesh/dialects/dialects';
import type { INamespace } from '../workload/namespace';
import { checkDashboardIngress } from './dashboard-ingress';
import { checkKialiGrafana } from './kiali-links';
import type { KialiProps } from './kiali-props';

const installations = new Claim();

/** Values that a prop sets, that would expose Kiali on a public address, or that would print a secret in a plan. */
const ownedValues: OwnedValues = {
  auth: 'login',
  'deployment.service_type': 'ingress',
  'deployment.ingress': 'ingress',
  'deployment.instance_name': 'this construct',
  'deployment.cluster_wide_access': 'namespaces',
  'deployment.discovery_selectors': 'namespaces',
  'deployment.replicas': 'replicas',
  'deployment.view_only_mode': 'viewOnly',
  'external_services.prometheus.url': 'prometheus',
  'external_services.grafana': 'grafana',
  'external_services.tracing': 'tracing',
};

/** Checks the props of Kiali before any resource is created. */
export function checkKiali(faults: Faults, scope: Construct, props: KialiProps): void {
  checkMesh(faults, scope, props);
  const fix = 'Use KialiPrometheus.fromStack(...), .fromUrl(...) or .managed(...): Kiali draws its graph from metrics.';
  const hasPrometheus = checkGiven(faults, 'prometheus', props.prometheus, fix);
  if (hasPrometheus) props.prometheus._check(faults, 'prometheus');
  props.version?._check(faults, 'version');
  checkNamespaces(faults, scope, props);
  props.login?._check(faults, 'login');
  if (hasPrometheus) checkKialiGrafana(faults, 'grafana', props.grafana, props.prometheus._facts.grafanaUrl);
  props.tracing?._check(faults, 'tracing');
  checkDashboardIngress(faults, 'ingress', props.ingress);
  if (props.ingress && props.login?._isAnonymous) {
    const must = 'must not be set with anonymous login: anyone who can reach the address could see the whole mesh';
    faults.add('ingress', must, props.ingress.hostName, 'Use KialiLogin.token() or KialiLogin.entraId(...).');
  }
  checkInteger(faults, 'replicas', props.replicas, 1, 10, 'pods');
  if (props.signingKeySecretName !== undefined) {
    checkName(faults, 'signingKeySecretName', props.signingKeySecretName, nameRules.kubernetesObject);
  }
  checkOwnedValues(faults, 'values', props.values, ownedValues);
  if (props.values?.login_token?.signing_key !== undefined) {
    const leaveOut = 'Leave login_token.signing_key out.';
    faults.add('values', 'must leave login_token.signing_key to signingKeySecretName', undefined, leaveOut);
  }
}

/** From now on a second Kiali on the cluster is a fault. */
export function claimKiali(kiali: Construct, { mesh }: KialiProps): void {
  installations.take(mesh.cluster, kiali);
}

function checkMesh(faults: Faults, scope: Construct, { mesh }: KialiProps): void {
  const fix = 'Pass the Istio mesh of this stack: an IstioMesh, or ManagedIstioMesh.fromCluster(...).';
  if (!checkGiven(faults, 'mesh', mesh, fix)) return;
  checkSameStack(faults, 'mesh', mesh, scope, 'IstioMesh.fromAttributes or ManagedIstioMesh.fromCluster');
  if (dialectOf(mesh).console !== 'Kiali') {
    faults.add('mesh', 'must be Istio: Kiali supports no other mesh', mesh.kind, 'Use LinkerdViz for Linkerd.');
  }
  const other = installations.ownerOn(mesh.cluster);
  if (!other) return;
  const must = `must have Kiali only once, but '${other.node.path}' installs it already`;
  faults.add('mesh', must, mesh.node.path, 'Use that one, which shows the whole mesh.');
}

function checkNamespaces(faults: Faults, scope: Construct, { mesh, namespace, namespaces }: KialiProps): void {
  if (namespaces?.length === 0) faults.add('namespaces', 'must not be empty', undefined, 'Leave it out, or list one.');
  const check = (prop: string, given: INamespace) => {
    checkSameStack(faults, prop, given, scope, 'Namespace.fromName');
    if (!mesh || given.cluster === mesh.cluster) return;
    const must = `must be on the cluster of the mesh (${mesh.cluster.node.path})`;
    faults.add(prop, must, given.cluster.node.path, 'Use the same cluster for both.');
  };
  if (namespace) check('namespace', namespace);
  if (namespace && mesh && namespace.namespaceName === mesh.rootNamespace) {
    const must = "must not be the namespace of the mesh's control plane, which is deleted with the mesh";
    faults.add('namespace', must, namespace.namespaceName, 'Leave it out, or use another one.');
  }
  namespaces?.forEach((given, index) => {
    check(`namespaces[${index}]`, given);
  });
}
