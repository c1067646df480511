import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  IstioEgressGateway,
  IstioMesh,
  IstioOutboundTraffic,
  JobSidecar,
  KubernetesManifests,
  MeshNamespace,
  MeshWorkload,
  PodSecurityLevel,
  requireProviders,
  TrafficRedirection,
} from '../../lib';

/**
 * Controlled egress: pods can call registered hosts only, two of them through an egress gateway.
 *
 * A nightly job calls one of the hosts; its sidecar terminates with it.
 */
const app = new App();
const stack = new TerraformStack(app, 'mesh');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.mesh.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const istio = new IstioMesh(stack, 'Mesh', {
  cluster,
  trafficRedirection: TrafficRedirection.CNI_PLUGIN,
  outboundTraffic: IstioOutboundTraffic.REGISTRY_ONLY,
  sidecarResources: { cpuRequest: '50m', memoryRequest: '96Mi' },
});
const egress = new IstioEgressGateway(stack, 'Egress', {
  mesh: istio,
  hosts: [{ host: 'api.example.com' }, { host: 'ledger.example.com', port: 8443 }],
  values: { nodeSelector: { 'kubernetes.azure.com/mode': 'user' } },
});

const namespace = new MeshNamespace(stack, 'Shop', {
  mesh: istio,
  name: 'shop',
  podSecurity: PodSecurityLevel.RESTRICTED,
});
const { podLabels, podAnnotations } = new MeshWorkload(stack, 'Report', {
  mesh: istio,
  jobSidecar: JobSidecar.NATIVE,
  sidecarResources: { memoryLimit: '256Mi' },
});
const report = new KubernetesManifests(stack, 'ReportJob', {
  cluster,
  releaseName: 'report',
  namespace: 'shop',
  manifests: [
    {
      apiVersion: 'batch/v1',
      kind: 'CronJob',
      metadata: { name: 'report', namespace: 'shop' },
      spec: {
        schedule: '0 3 * * *',
        jobTemplate: {
          spec: {
            template: {
              metadata: { labels: { ...podLabels, app: 'report' }, annotations: podAnnotations },
              spec: {
                restartPolicy: 'Never',
                securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
                containers: [
                  {
                    name: 'report',
                    image: 'shop.azurecr.io/report:1.4.2',
                    args: ['--to', 'https://api.example.com'],
                    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
                  },
                ],
              },
            },
          },
        },
      },
    },
  ],
});
report.node.addDependency(namespace, egress);

app.synth();
