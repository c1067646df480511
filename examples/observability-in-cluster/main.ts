import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { App, LocalBackend, TerraformStack } from 'cdktf';
import {
  AksCluster,
  IstioMesh,
  Kiali,
  KialiLogin,
  KialiPrometheus,
  MeshMetrics,
  MeshNamespace,
  MeshObservability,
  PrometheusStack,
  requireProviders,
} from '../../lib';

/**
 * Istio observed from within the cluster: Prometheus, Grafana and Kiali under strict mutual TLS.
 *
 * Prometheus scrapes all proxies, Grafana has Istio's dashboards, and Kiali shows the traffic. Users sign in to Kiali with
 * Entra ID and see what their own permissions allow.
 *
 * Secrets are created outside of Terraform, before or after the apply: `alertmanager-config` in the namespace `monitoring`,
 * `kiali` (the application's client secret, key `oidc-secret`) and `kiali-tls` in the namespace `kiali`.
 */
const app = new App();
const stack = new TerraformStack(app, 'observability');
new AzurermProvider(stack, 'Azure', { features: [{}] });
requireProviders(stack);
new LocalBackend(stack, { path: '../../../terraform.observability.tfstate' });

const cluster = AksCluster.fromLookup(stack, 'Cluster', { clusterName: 'shop', resourceGroupName: 'rg-shop' });
const istio = new IstioMesh(stack, 'Mesh', { cluster });
new MeshNamespace(stack, 'Shop', { mesh: istio, name: 'shop' });

const prometheus = new PrometheusStack(stack, 'Prometheus', {
  cluster,
  retentionDays: 30,
  storageGiB: 128,
  storageClassName: 'managed-csi-premium',
  alertmanager: { configSecretName: 'alertmanager-config' },
});
new MeshObservability(stack, 'Seen', { mesh: istio, metrics: MeshMetrics.prometheusStack(prometheus) });

new Kiali(stack, 'Kiali', {
  mesh: istio,
  prometheus: KialiPrometheus.fromStack(prometheus),
  login: KialiLogin.entraId({
    tenantId: '11111111-1111-4111-8111-111111111111',
    clientId: '22222222-2222-4222-8222-222222222222',
  }),
  ingress: {
    hostName: 'kiali.example.com',
    ingressClassName: 'azure-application-gateway',
    tlsSecretName: 'kiali-tls',
  },
});

app.synth();
