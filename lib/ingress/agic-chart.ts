import { type ITerraformDependable, TerraformDataSource, type TerraformResourceLifecycle, Token } from 'cdktf';
import type { Construct } from 'constructs';
import type { IAksCluster } from '../cluster/aks-cluster-ref';
import { isKnown } from '../core/checks';
import { setLifecycle } from '../core/lifecycle';
import { derivedName, nameRules } from '../core/names';
import { ChartSource } from '../helm/chart-source';
import { HelmChart } from '../helm/helm-chart';
import { layered } from '../helm/values';
import { AzureRole } from '../identity/azure-role';
import { deployerConfig } from '../identity/deployer-config';
import { Grant } from '../identity/grant';
import type { IManagedIdentity } from '../identity/managed-identity';
import type { IPrincipal } from '../identity/principal';
import { AzureCloud } from '../network/azure-cloud';
import { cloudEndpoints, stateCloud } from '../network/cloud-endpoints';
import { type INamespace, Namespace } from '../workload/namespace';
import { PodSecurityLevel } from '../workload/pod-security';
import { WorkloadIdentity } from '../workload/workload-identity';
import type { NewGateway } from './agic-deployment';
import type { AgicHelmOptions } from './agic-helm-options';
import { agicImages } from './agic-images';
import { AgicVersion } from './agic-version';
import type { IApplicationGateway } from './application-gateway-base';
import type { ProhibitedTarget } from './prohibited-target';

export const chartName = 'ingress-azure';
const registry = 'oci://mcr.microsoft.com/azure-application-gateway/charts';

/** The settings of the chart. */
export interface ChartSettings {
  readonly gateway: IApplicationGateway | undefined;
  readonly newGateway: NewGateway | undefined;
  readonly helm: AgicHelmOptions;
  readonly ingressClassName: string;
  /** Whether the class is not the default one. */
  readonly hasOwnClass: boolean;
  readonly isDefaultClass: boolean;
  readonly watchNamespaces?: string[];
  readonly resourceNamePrefix?: string;
  readonly prohibitedTargets?: ProhibitedTarget[];
  readonly privateFrontend?: boolean;
  readonly reconcilePeriodSeconds?: number;
}

export interface InstalledChart {
  readonly chart: HelmChart;
  readonly identity: IManagedIdentity;
  readonly ready: ITerraformDependable[];
}

export function releaseNameOf({
  helm,
  hasOwnClass,
  ingressClassName,
}: Pick<ChartSettings, 'helm' | 'hasOwnClass' | 'ingressClassName'>): string {
  return (
    helm.releaseName ?? (hasOwnClass ? derivedName(chartName, ingressClassName, nameRules.helmRelease) : chartName)
  );
}

/**
 * The name of the chart's ServiceAccount, which the identity trusts.
 *
 * Source: https://github.com/Azure/application-gateway-kubernetes-ingress/blob/1.9.8/helm/ingress-azure/templates/_helpers.tpl
 */
function serviceAccountNameOf(releaseName: string): string {
  const name = releaseName.includes(chartName) ? releaseName : `${releaseName}-sa-${chartName}`;
  return name.slice(0, 63).replace(/-$/, '');
}

/** Identity, trust and roles first, then the chart: a controller without its roles stops. */
export function installChart(owner: Construct, cluster: IAksCluster, settings: ChartSettings): InstalledChart {
  const { helm, newGateway, gateway } = settings;
  const releaseName = releaseNameOf(settings);
  const namespace = helm.namespace ?? makeNamespace(owner, cluster, releaseName);
  const workload = new WorkloadIdentity(owner, 'WorkloadIdentity', {
    namespace,
    serviceAccountName: serviceAccountNameOf(releaseName),
    serviceAccountExists: true,
    identity: helm.identity,
    newIdentity: helm.newIdentity,
  });
  const grants = (helm.grantRoles ?? true) ? grantRoles(owner, workload.identity, gateway, newGateway) : [];
  const version = helm.version ?? AgicVersion.V1_9_8;
  const chart = new HelmChart(owner, 'Chart', {
    cluster,
    releaseName,
    namespace: namespace.namespaceName,
    chart: ChartSource.oci({ registry, chart: chartName, version: version.version }),
    values: layered(valuesOf(owner, settings, workload.identity), helm.values),
    images: agicImages(version),
  });
  setLifecycle(chart.release, rejectKubenet(cluster));
  stateCloud(owner, 'deployment.cloud', helm.cloud);
  chart.node.addDependency(namespace, workload, ...grants);
  if (gateway) chart.node.addDependency(gateway);
  if (newGateway) chart.node.addDependency(newGateway.subnet);
  const ready = [...chart.ready, ...grants.flatMap((grant) => grant.ready)];
  return { chart, identity: workload.identity, ready };
}

function makeNamespace(owner: Construct, cluster: IAksCluster, name: string): INamespace {
  return new Namespace(owner, 'Namespace', { cluster, name, podSecurity: PodSecurityLevel.PRIVILEGED });
}

/**
 * Source of the role on the resource group: the controller deploys a template into it, with the gateway and its public address.
 * https://github.com/Azure/application-gateway-kubernetes-ingress/blob/1.9.8/pkg/azure/client.go
 */
function grantRoles(
  owner: Construct,
  principal: IPrincipal,
  gateway: IApplicationGateway | undefined,
  newGateway: NewGateway | undefined,
): Grant[] {
  if (gateway) return gateway.grantIngressController(principal);
  if (!newGateway) return [];
  const { subscriptionId } = deployerConfig(owner);
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${newGateway.gatewayResourceGroupName}`;
  const { subnetId } = newGateway.subnet;
  return [
    Grant._on(owner, { role: AzureRole.CONTRIBUTOR, principal, resourceId: group }, 'ResourceGroup'),
    Grant._on(owner, { role: AzureRole.NETWORK_CONTRIBUTOR, principal, resourceId: subnetId }, 'Subnet'),
  ];
}

/** By the names of the chart's `values.yaml`. */
function valuesOf(owner: Construct, settings: ChartSettings, identity: IManagedIdentity) {
  const { gateway, newGateway, helm, ingressClassName, watchNamespaces, prohibitedTargets } = settings;
  return {
    appgw: {
      ...(gateway
        ? { applicationGatewayID: gateway.gatewayId }
        : {
            subscriptionId: deployerConfig(owner).subscriptionId,
            resourceGroup: newGateway?.gatewayResourceGroupName,
            name: newGateway?.gatewayName,
            subnetID: newGateway?.subnet.subnetId,
          }),
      environment: cloudEndpoints[helm.cloud ?? AzureCloud.PUBLIC].environment.toUpperCase(),
      usePrivateIP: settings.privateFrontend || undefined,
      subResourceNamePrefix: settings.resourceNamePrefix,
      shared: prohibitedTargets && true,
      prohibitedTargets: prohibitedTargets?.map(({ name, hostName, paths }) => ({
        name,
        hostname: hostName,
        paths: paths && [...paths],
      })),
    },
    armAuth: { type: 'workloadIdentity', identityClientID: identity.clientId },
    rbac: { enabled: true },
    reconcilePeriodSeconds: settings.reconcilePeriodSeconds,
    kubernetes: {
      watchNamespace: watchNamespaces?.join(','),
      ingressClassResource: {
        name: ingressClassName,
        enabled: true,
        default: settings.isDefaultClass,
        // Of two controllers of one name both would serve both classes.
        controllerValue: settings.hasOwnClass ? `azure/${ingressClassName}` : 'azure/application-gateway',
      },
    },
  };
}

/**
 * For another program's cluster, Terraform checks it in a precondition. AKS retires kubenet, and the gateway would need its route
 * table.
 */
function rejectKubenet(cluster: IAksCluster): TerraformResourceLifecycle | undefined {
  const source = cluster.node.defaultChild;
  if (cluster._facts.network || !(source instanceof TerraformDataSource)) return undefined;
  const plugin = source.getStringAttribute('network_profile[0].network_plugin');
  const named = isKnown(cluster.clusterName) ? `Cluster ${cluster.clusterName}` : 'The cluster';
  const condition = Token.asString(`\${${Token.asString(plugin)} != "kubenet"}`);
  const errorMessage = `${named} uses kubenet, whose pods a gateway can't reach: run az aks update --network-plugin azure --network-plugin-mode overlay.`;
  return { precondition: [{ condition, errorMessage }] };
}
