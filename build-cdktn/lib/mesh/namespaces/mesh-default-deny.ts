import { type ITerraformDependable, TerraformStack } from 'cdktn';
import { Construct } from 'constructs';
import { checkProps } from '../../core/checked-props';
import { checkLate } from '../../core/late-checks';
import { derivedName, nameRules } from '../../core/names';
import { implementReady } from '../../core/ordering';
import { publicClass } from '../../core/public-class';
import { beforeSynth } from '../../core/synth-steps';
import { noteUnchecked } from '../../core/warnings';
import { KubernetesManifests } from '../../helm/kubernetes-manifests';
import { dialectOf } from '../dialects/dialects';
import type { IMeshGateway } from '../gateways/mesh-gateway';
import type { DefaultDenyObjects } from '../mesh-dialect';
import type { IServiceMesh } from '../service-mesh';
import { meshAccessRules } from '../traffic/mesh-access-register';
import { defaultDenials } from '../traffic/mesh-default-deny-claim';
import type { MeshDefaultDenyProps } from './mesh-default-deny-props';
import { checkDefaultDeny, checkGatewaysAllowed } from './mesh-default-deny-rules';

/**
 * Denies all traffic in an Istio mesh by default: only the callers in the `allowFrom` of a `MeshService` may call its pods.
 * Terraform first allows the gateways, then applies the access rules of the stack's services, and then denies all other traffic,
 * regardless of the order in the program.
 *
 * It applies to pods with a sidecar, in every namespace of the mesh, including those of Kiali, Prometheus and other tools. On the
 * ambient data plane, the node proxies deny traffic to all pods in the mesh. A waypoint allows the same callers as before, but
 * can only call pods of services with `allowFrom`, whose policies allow it: calls to other services are denied at their pods.
 *
 * Sources: https://istio.io/latest/docs/ambient/usage/l4-policy/; that waypoints ignore policies without `targetRefs`:
 * `ShouldAttachPolicy` in pilot/pkg/model/policyattachment.go of https://github.com/istio/istio/tree/1.30.3; that node proxies
 * apply a policy in the root namespace to all pods: `convertAuthorizationPolicy` in
 * pilot/pkg/serviceregistry/ambient/authorization.go there
 *
 * Deploy the `MeshService`s of other stacks before it. Destroying it allows all traffic again.
 *
 * Rejected on Linkerd, which configures it in its control plane (`defaultInboundPolicy` DENY), and on Open Service Mesh and
 * Consul, which deny by default.
 *
 * @see https://istio.io/latest/docs/ops/best-practices/security/#use-default-deny-patterns
 */
export class MeshDefaultDeny extends Construct {
  /** The mesh. */
  public readonly mesh: IServiceMesh;

  /** The release that denies by default. */
  public readonly denial: KubernetesManifests;

  /** The releases that allow the gateways' callers, one per gateway; they are applied first. */
  public readonly gatewayAccess: KubernetesManifests[];

  /** The resources that dependents wait for before they rely on it. */
  public readonly ready: ITerraformDependable[];

  public constructor(scope: Construct, id: string, props: MeshDefaultDenyProps) {
    super(scope, id);
    checkProps(this, 'MeshDefaultDenyProps', props, (faults) => {
      checkDefaultDeny(faults, this, props);
    });

    const { mesh, gateways = [] } = props;
    this.mesh = mesh;
    const unique = new Map(gateways.map((gateway) => [gateway.gatewayName, gateway]));
    const accessScope = new Construct(this, 'GatewayAccess');
    this.gatewayAccess = [...unique.values()].map((gateway) => this.gatewayAccessFor(accessScope, gateway));
    this.denial = new KubernetesManifests(this, 'Denial', {
      cluster: mesh.cluster,
      releaseName: 'mesh-default-deny',
      namespace: mesh.rootNamespace,
      manifests: this.objects?.deny(mesh.rootNamespace) ?? [],
    });
    this.denial.node.addDependency(mesh, ...this.gatewayAccess);
    beforeSynth(this, () => this.denyAfterAccessRules());
    defaultDenials.take(mesh.cluster, this);
    checkLate(this, (late) => checkGatewaysAllowed(late, props));
    noteUnchecked(this, 'that the mesh has no other gateways than those listed');
    this.ready = this.denial.ready;
    implementReady(this, () => this.ready);
  }

  private get objects(): DefaultDenyObjects | undefined {
    const { defaultDeny } = dialectOf(this.mesh);
    return 'why' in defaultDeny ? undefined : defaultDeny;
  }

  /** Only within one stack: the user determines the order of stacks. */
  private denyAfterAccessRules(): void {
    const own = TerraformStack.of(this);
    const rules = meshAccessRules.on(this.mesh.cluster).filter((one) => TerraformStack.of(one) === own);
    if (rules.length > 0) this.denial.node.addDependency(...rules);
  }

  private gatewayAccessFor(scope: Construct, gateway: IMeshGateway): KubernetesManifests {
    const { cluster } = this.mesh;
    const { gatewayName, selector } = gateway;
    const { namespaceName } = gateway.namespace;
    const access = new KubernetesManifests(scope, gatewayName, {
      cluster,
      releaseName: derivedName(gatewayName, 'access', nameRules.helmRelease),
      namespace: namespaceName,
      manifests: this.objects?.allowGateway({ gatewayName, namespaceName, selector }) ?? [],
    });
    access.node.addDependency(gateway);
    return access;
  }
}

publicClass('MeshDefaultDeny', MeshDefaultDeny);
