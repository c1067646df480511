import type { Construct } from 'constructs';
import { checkGiven, checkNotEmpty, checkPattern, checkSameStack } from '../core/checks';
import type { Faults } from '../core/faults';
import { Claim } from '../core/ledger';
import { checkOwnedValues, type OwnedValues } from '../helm/owned-values';
import { dialectOf } from '../mesh/dialects/dialects';
import type { LinkerdVizProps } from './linkerd-viz-props';
import { checkUrl } from './prometheus-stack-rules';

const installations = new Claim();
const hostPattern = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$/;

/** What a prop decides about. */
const ownedValues: OwnedValues = {
  linkerdNamespace: 'mesh',
  identityTrustDomain: 'mesh',
  createNamespaceMetadataJob: 'this construct',
  'prometheus.enabled': 'prometheus',
  prometheusUrl: 'prometheus',
  'dashboard.enforcedHostRegexp': 'dashboardHosts',
  'grafana.externalUrl': 'grafanaUrl',
};

/** Checks the props of the dashboard before any resource is created. */
export function checkLinkerdViz(faults: Faults, scope: Construct, props: LinkerdVizProps): void {
  const { mesh, prometheus, dashboardHosts } = props;
  if (checkGiven(faults, 'mesh', mesh, 'Pass the Linkerd mesh of this stack, e.g. a LinkerdMesh.')) {
    checkMesh(faults, scope, props);
  }
  prometheus?._check(faults, 'prometheus');
  checkNotEmpty(faults, 'dashboardHosts', dashboardHosts);
  dashboardHosts?.forEach((host, index) => {
    const must = 'must be a host name, without a port';
    checkPattern(faults, `dashboardHosts[${index}]`, host, hostPattern, must, 'linkerd.example.com');
  });
  checkUrl(faults, 'grafanaUrl', props.grafanaUrl, 'https://grafana.example.com');
  checkOwnedValues(faults, 'values', props.values, ownedValues);
}

/** From now on a second one on the cluster is a fault. */
export function claimLinkerdViz(viz: Construct, { mesh }: LinkerdVizProps): void {
  installations.take(mesh.cluster, viz);
}

function checkMesh(faults: Faults, scope: Construct, { mesh, version }: LinkerdVizProps): void {
  checkSameStack(faults, 'mesh', mesh, scope, 'LinkerdMesh.fromAttributes');
  if (dialectOf(mesh).console !== 'LinkerdViz') {
    const fix = 'Use Kiali for Istio.';
    faults.add('mesh', 'must be Linkerd: its dashboard shows no other mesh', mesh.kind, fix);
    return;
  }
  const other = installations.ownerOn(mesh.cluster);
  if (other) {
    const must = `must have its dashboard only once, but '${other.node.path}' installs it already`;
    faults.add('mesh', must, mesh.node.path, 'Use that one.');
  }
  const release = version ?? mesh._version;
  const fix = "Use LinkerdVersion.EDGE_26_8_3, or the edge release on which the vendor's release is based.";
  if (!release) {
    faults.add('version', 'must be set if another program installs the mesh', undefined, fix);
  } else if (!release._isEdge) {
    const must =
      "must be an edge release if the mesh is a vendor's release: only the Linkerd project publishes this chart";
    faults.add('version', must, release.version, fix);
  } else release._check(faults, 'version');
}
